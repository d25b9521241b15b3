// Main waits with the lock for a service that goes on for ever once it is ready, and then takes the lock again.

package main

import "sync"

func serve(ready chan<- struct{}, tokens chan int) {
	close(ready)
	for {
		tokens <- 1
		<-tokens
	}
}

func main() {
	var mu sync.Mutex
	ready := make(chan struct{})
	mu.Lock()
	go serve(ready, make(chan int, 1))
	<-ready
	mu.Lock() // finds: partial-deadlock
	mu.Unlock()
}
