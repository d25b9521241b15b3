// Unlock lets all waiting readers in before the next writer.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	var rw sync.RWMutex
	var wg sync.WaitGroup
	var readers atomic.Int32
	rw.Lock()
	wg.Go(func() {
		rw.Lock()
		fmt.Println("the second writer comes after", readers.Load(), "readers")
		rw.Unlock()
	})
	time.Sleep(6 * time.Millisecond)
	for range 3 {
		wg.Go(func() {
			rw.RLock()
			readers.Add(1)
			rw.RUnlock()
		})
	}
	time.Sleep(8 * time.Millisecond)
	rw.Unlock()
	wg.Wait()
}
