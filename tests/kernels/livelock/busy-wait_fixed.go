// The consumer also looks whether the producer is done.

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
	for items.Load() == 0 && done.Load() == 0 {
		runtime.Gosched()
	}
	fmt.Println("no more items")
}
