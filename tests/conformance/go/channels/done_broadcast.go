// Closing a channel that carries nothing tells every goroutine to stop.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	stop := make(chan struct{})
	started := make(chan int)
	var stopped atomic.Int64
	var wg sync.WaitGroup
	for i := range 5 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			started <- i
			<-stop
			stopped.Add(int64(i))
		}()
	}
	for range 5 {
		<-started
	}
	close(stop)
	wg.Wait()
	fmt.Println("sum of those who stopped:", stopped.Load())
}
