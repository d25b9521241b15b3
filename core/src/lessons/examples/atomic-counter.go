// Watch each addition happen in one step, without a lock: nothing is lost and nobody waits.

package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

const (
	workers = 4 // 1..32
	times   = 3 // 1..50
)

func main() {
	var wg sync.WaitGroup
	var counter atomic.Int64
	for range workers {
		wg.Go(func() {
			for range times {
				counter.Add(1)
			}
		})
	}
	wg.Wait()
	fmt.Println("counted", counter.Load(), "of", workers*times)
}
