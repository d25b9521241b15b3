// Add is one operation.

package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

var total atomic.Int64

func add(n int64) {
	total.Add(n)
}

func main() {
	var wg sync.WaitGroup
	for n := range 2 {
		wg.Go(func() { add(int64(n + 1)) })
	}
	wg.Wait()
	if total.Load() != 3 {
		panic("an update was lost")
	}
	fmt.Println(total.Load())
}
