// A loop around CompareAndSwap keeps the largest value that anyone offered.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var most atomic.Int32
	var wg sync.WaitGroup
	for i := range 30 {
		wg.Go(func() {
			mine := int32(i*37) % 101
			for {
				old := most.Load()
				if mine <= old || most.CompareAndSwap(old, mine) {
					return
				}
			}
		})
	}
	wg.Wait()
	fmt.Println(most.Load())
}
