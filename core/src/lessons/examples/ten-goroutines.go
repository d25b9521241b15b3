// Watch main wait for goroutines that wait for main: one of them holds the lock and can only go on when main receives.

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
			ch <- id // nobody receives yet, and the lock is held
			mu.Unlock()
			wg.Done()
		}()
	}

	wg.Wait() // the first receive stands after this
	for range workers {
		fmt.Println("received", <-ch)
	}
}
