// A stack overflow is told with the stacks of all goroutines, as everything that the run-time system itself gives up with.
package main

import (
	"sync"
	"time"
)

func deeper(n int) int { return deeper(n+1) + 1 }

func main() {
	stuck := make(chan int)
	go func() { stuck <- 1 }()
	var wg sync.WaitGroup
	wg.Go(func() {
		time.Sleep(time.Millisecond)
		deeper(0)
	})
	wg.Wait()
}
