// The flag changes under the lock: nobody stands between looking and waiting then.

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
		mu.Lock()
		closed.Store(true)
		mu.Unlock()
		changed.Broadcast()
	}()
	mu.Lock()
	for !closed.Load() {
		changed.Wait()
	}
	mu.Unlock()
	fmt.Println("closed")
}
