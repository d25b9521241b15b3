// Main takes the lock, waits until somebody is ready, and takes the lock again.

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
	mu.Lock() // finds: deadlock
	mu.Unlock()
}
