// Where one goroutine is at fault only its own stack is told, whoever else there is.
package main

import (
	"sync"
	"time"
)

func main() {
	stuck := make(chan int)
	for range 2 {
		go func() { stuck <- 1 }()
	}
	go func() {
		time.Sleep(time.Millisecond)
		var mu sync.RWMutex
		mu.RUnlock()
	}()
	select {}
}
