// Deposit reads the field itself, under the lock that it has.

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
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.balance
}

func (a *Account) Deposit(amount int) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance += amount
	return a.balance
}

func main() {
	var account Account
	fmt.Println(account.Deposit(10))
}
