// The flag is set without the lock, between a waiter's look at it and its Wait: the wake-up is lost.

package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var mu sync.Mutex
	var closed atomic.Bool
	changed := sync.NewCond(&mu)
	go func() {
		closed.Store(true)
		changed.Broadcast()
	}()
	mu.Lock()
	for !closed.Load() {
		changed.Wait() // finds: deadlock
	}
	mu.Unlock()
	fmt.Println("closed")
}
