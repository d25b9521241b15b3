// Deposit holds the lock when it calls Balance, which takes it once more: a mutex does not know who holds it.

package main

import (
	"fmt"
	"sync"
)

type Account struct {
	mu      sync.Mutex
	balance int
}

func (a *Account) Balance() int {
	a.mu.Lock() // finds: deadlock
	defer a.mu.Unlock()
	return a.balance
}

func (a *Account) Deposit(amount int) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance += amount
	return a.Balance()
}

func main() {
	var account Account
	fmt.Println(account.Deposit(10))
}
