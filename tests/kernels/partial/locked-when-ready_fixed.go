// The lock is given back as soon as the service is ready.

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
	mu.Unlock()
	mu.Lock()
	mu.Unlock()
}
