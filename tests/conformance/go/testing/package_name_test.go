// A dump names the functions of a package by its name.
package bank

import "testing"

type account struct{ balance int }

func (a *account) take(sum int) {
	if sum > a.balance {
		panic("overdrawn")
	}
	a.balance -= sum
}

func TestOverdraft(t *testing.T) {
	a := &account{balance: 3}
	take := func(sum int) {
		a.take(sum)
	}
	take(2)
	take(2)
}
