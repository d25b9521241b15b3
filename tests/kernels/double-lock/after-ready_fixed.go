// The lock is given back before it is taken again.

package main

import "sync"

func main() {
	var mu sync.Mutex
	ready := make(chan struct{})
	mu.Lock()
	go func() {
		close(ready)
	}()
	<-ready
	mu.Unlock()
	mu.Lock()
	mu.Unlock()
}
