// Watch main receive before it waits, so that whoever holds the lock can always go on.

package main

import (
	"fmt"
	"sync"
)

const workers = 10 // 1..64

func main() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	ch := make(chan int)

	wg.Add(workers)
	for id := range workers {
		go func() {
			mu.Lock()
			ch <- id
			mu.Unlock()
			wg.Done()
		}()
	}

	sum := 0
	for range workers {
		sum += <-ch
	}
	wg.Wait()
	fmt.Println("the sum is", sum)
}
