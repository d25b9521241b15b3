// The signal comes before anybody waits for it, and nothing keeps it.

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
	loaded.Wait() // finds: deadlock
	fmt.Println(config)
	mu.Unlock()
}
