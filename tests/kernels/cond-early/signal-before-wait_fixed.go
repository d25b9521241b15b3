// Whoever waits looks at the condition first, and again after each wake-up.

package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	loaded := sync.NewCond(&mu)
	config := ""
	go func() {
		mu.Lock()
		config = "ready"
		mu.Unlock()
		loaded.Signal()
	}()
	mu.Lock()
	for config == "" {
		loaded.Wait()
	}
	fmt.Println(config)
	mu.Unlock()
}
