// What was taken too much is put back: taking and looking is one operation.

package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

var balance atomic.Int64

func withdraw(amount int64) {
	if balance.Add(-amount) < 0 {
		balance.Add(amount)
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
		panic("overdrawn")
	}
	fmt.Println(balance.Load())
}
