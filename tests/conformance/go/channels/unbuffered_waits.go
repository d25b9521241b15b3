// A send on an unbuffered channel completes only when a receive has accepted the value.
package main

import (
	"fmt"
	"sync/atomic"
	"time"
)

func main() {
	ch := make(chan string)
	done := make(chan bool)
	var sent atomic.Bool
	go func() {
		ch <- "hello"
		sent.Store(true)
		close(done)
	}()
	time.Sleep(10 * time.Millisecond)
	fmt.Println("before the receive: sent is", sent.Load(), "and len is", len(ch))
	fmt.Println("received", <-ch)
	<-done
	fmt.Println("after the receive: sent is", sent.Load())
}
