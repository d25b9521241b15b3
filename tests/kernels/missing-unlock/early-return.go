// Withdraw returns early when there is not enough money, and takes the lock along.

package main

import (
	"errors"
	"fmt"
	"sync"
)

type Account struct {
	mu      sync.Mutex
	balance int
}

func (a *Account) Withdraw(amount int) error {
	a.mu.Lock() // finds: deadlock
	if a.balance < amount {
		return errors.New("not enough")
	}
	a.balance -= amount
	a.mu.Unlock()
	return nil
}

func main() {
	account := &Account{balance: 10}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { account.Withdraw(8) })
	}
	wg.Wait()
	fmt.Println(account.Withdraw(1), account.balance)
}
