// Broadcast wakes all of them.

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
				gate.Wait()
			}
		})
	}
	mu.Lock()
	open = true
	mu.Unlock()
	gate.Broadcast()
	wg.Wait()
	fmt.Println("all through")
}
