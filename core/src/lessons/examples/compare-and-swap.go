// Watch someone compute a new value in vain: the swap fails when another was quicker, and is tried again.

package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

const workers = 3 // 1..32

func main() {
	var wg sync.WaitGroup
	var highest atomic.Int64
	for id := range workers {
		wg.Go(func() {
			score := int64(10 * (id + 1))
			for {
				old := highest.Load()
				if score <= old || highest.CompareAndSwap(old, score) {
					return
				}
			}
		})
	}
	wg.Wait()
	fmt.Println("the highest score is", highest.Load())
}
