// The consumer polls for an item, and the producer has ended without one.

package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

func main() {
	var items, done atomic.Int32
	go func() {
		done.Store(1)
	}()
	for items.Load() == 0 { // finds: livelock
		runtime.Gosched()
	}
	fmt.Println("an item")
}
