// Only one at a time may take several slots.

package main

import (
	"fmt"
	"sync"
)

var (
	slots  = make(chan struct{}, 2)
	taking sync.Mutex
)

func job() {
	taking.Lock()
	slots <- struct{}{}
	slots <- struct{}{}
	taking.Unlock()
	<-slots
	<-slots
}

func main() {
	var wg sync.WaitGroup
	wg.Go(job)
	wg.Go(job)
	wg.Wait()
	fmt.Println("done")
}
