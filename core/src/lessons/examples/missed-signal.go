// Watch a signal come before anyone waits for it: it is not kept, and whoever waits then waits for ever.
// nondeterministic

package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	ready := sync.NewCond(&mu)
	done := make(chan bool)

	go func() {
		mu.Lock()
		ready.Wait() // a loop over a condition would look before it waits
		mu.Unlock()
		close(done)
	}()

	mu.Lock()
	ready.Signal()
	mu.Unlock()
	<-done
	fmt.Println("the signal was heard")
}
