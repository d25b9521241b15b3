// A mutex is not re-entrant: the goroutine that holds it waits for itself.
package main

import "sync"

type account struct {
	mu      sync.Mutex
	balance int
}

func (a *account) deposit(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance += n
	a.report()
}

func (a *account) report() {
	a.mu.Lock()
	defer a.mu.Unlock()
	println(a.balance)
}

func main() {
	var a account
	a.deposit(5)
}
