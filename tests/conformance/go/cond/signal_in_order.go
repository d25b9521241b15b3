// Signal wakes the one who has waited longest.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	woken := make(chan int)
	for i := range 3 {
		go func() {
			mu.Lock()
			defer mu.Unlock()
			cond.Wait()
			woken <- i
		}()
		time.Sleep(6 * time.Millisecond)
	}
	for range 3 {
		mu.Lock()
		cond.Signal()
		mu.Unlock()
		fmt.Println("woken", <-woken)
	}
}
