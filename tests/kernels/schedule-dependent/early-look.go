// The progress is printed when it happens to be looked at.
// warns: schedule-dependent

package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var done atomic.Int32
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { done.Add(1) })
	}
	fmt.Println(done.Load(), "done")
	wg.Wait()
}
