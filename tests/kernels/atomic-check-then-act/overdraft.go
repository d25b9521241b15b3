// Two withdrawals both see enough money before either takes it.

package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

var balance atomic.Int64

func withdraw(amount int64) {
	if balance.Load() >= amount {
		balance.Add(-amount)
	}
}

func main() {
	balance.Store(10)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { withdraw(10) })
	}
	wg.Wait()
	if balance.Load() < 0 {
		panic("overdrawn") // finds: panic
	}
	fmt.Println(balance.Load())
}
