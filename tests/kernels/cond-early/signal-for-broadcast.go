// The gate opens for everybody, but Signal wakes one of those who wait.

package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	gate, open := sync.NewCond(&mu), false
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			for !open {
				gate.Wait() // finds: deadlock
			}
		})
	}
	mu.Lock()
	open = true
	mu.Unlock()
	gate.Signal()
	wg.Wait()
	fmt.Println("all through")
}
