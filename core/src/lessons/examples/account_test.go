// Watch tests start goroutines of their own: each test has to wait for all of them before it looks at the result.

package account

import (
	"sync"
	"testing"
)

const deposits = 3 // 1..32

type Account struct {
	mu      sync.Mutex
	balance int
}

func (a *Account) Deposit(amount int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance += amount
}

func TestDepositsAddUp(t *testing.T) {
	var account Account
	var wg sync.WaitGroup
	for range deposits {
		wg.Go(func() { account.Deposit(10) })
	}
	wg.Wait()
	if account.balance != 10*deposits {
		t.Errorf("the balance is %d, not %d", account.balance, 10*deposits)
	}
}

func TestAnAccountBeginsEmpty(t *testing.T) {
	var account Account
	if account.balance != 0 {
		t.Errorf("the balance is %d", account.balance)
	}
}
