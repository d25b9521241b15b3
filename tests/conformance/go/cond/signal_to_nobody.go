// Signals are not kept: one that nobody waits for does nothing, two wake two.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	cond.Signal()
	cond.Broadcast()
	woken := make(chan bool, 3)
	for range 3 {
		go func() {
			mu.Lock()
			cond.Wait()
			mu.Unlock()
			woken <- true
		}()
	}
	time.Sleep(10 * time.Millisecond)
	cond.Signal()
	cond.Signal()
	<-woken
	<-woken
	time.Sleep(5 * time.Millisecond)
	fmt.Println("left waiting:", 1-len(woken))
	cond.Broadcast()
	fmt.Println(<-woken)
}
