// Watch two transfers take the same two locks in opposite order: when each has one, both wait for ever.
// nondeterministic

package main

import (
	"fmt"
	"sync"
)

const amount = 10 // 1..100

type Account struct {
	mu      sync.Mutex
	balance int
}

func transfer(from, to *Account) {
	from.mu.Lock()
	to.mu.Lock()
	from.balance -= amount
	to.balance += amount
	to.mu.Unlock()
	from.mu.Unlock()
}

func main() {
	var wg sync.WaitGroup
	ann, bob := &Account{balance: 100}, &Account{balance: 100}
	wg.Go(func() { transfer(ann, bob) })
	wg.Go(func() { transfer(bob, ann) })
	wg.Wait()
	fmt.Println(ann.balance, bob.balance)
}
