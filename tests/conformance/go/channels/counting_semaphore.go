// A buffered channel lets only so many goroutines into a place at once.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	places := make(chan struct{}, 3)
	var inside, most atomic.Int32
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			now := inside.Add(1)
			for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
			}
			time.Sleep(4 * time.Millisecond)
			inside.Add(-1)
		})
	}
	wg.Wait()
	fmt.Println("never more than", most.Load(), "and now", inside.Load(), len(places))
}
