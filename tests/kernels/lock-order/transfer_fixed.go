// Whichever way the money goes, the account with the smaller id is locked first.

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
	first, second := from, to
	if second.id < first.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
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
