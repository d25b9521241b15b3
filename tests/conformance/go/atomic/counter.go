// Atomic additions from many goroutines lose nothing.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var typed atomic.Int64
	var plain uint32
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 50 {
				typed.Add(int64(i))
				atomic.AddUint32(&plain, 1)
			}
		})
	}
	wg.Wait()
	fmt.Println(typed.Load(), plain)
}
