// Loading, adding and storing are three operations: an update in between is lost.

package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

var total atomic.Int64

func add(n int64) {
	total.Store(total.Load() + n)
}

func main() {
	var wg sync.WaitGroup
	for n := range 2 {
		wg.Go(func() { add(int64(n + 1)) })
	}
	wg.Wait()
	if total.Load() != 3 {
		panic("an update was lost") // finds: panic
	}
	fmt.Println(total.Load())
}
