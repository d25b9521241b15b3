// Two transfers in opposite directions each lock their own account first: each then waits for the other's.

package main

import (
	"fmt"
	"sync"
)

type Account struct {
	id, balance int
	mu          sync.Mutex
}

func transfer(from, to *Account, amount int) {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock() // finds: deadlock
	defer to.mu.Unlock()
	from.balance -= amount
	to.balance += amount
}

func main() {
	ann, bob := &Account{id: 1, balance: 100}, &Account{id: 2, balance: 100}
	var wg sync.WaitGroup
	wg.Go(func() { transfer(ann, bob, 10) })
	wg.Go(func() { transfer(bob, ann, 20) })
	wg.Wait()
	fmt.Println(ann.balance, bob.balance)
}
