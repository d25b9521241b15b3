// The flag is atomic.

package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

var stopped atomic.Bool

func main() {
	done := make(chan bool)
	go func() {
		for !stopped.Load() {
			runtime.Gosched()
		}
		done <- true
	}()
	stopped.Store(true)
	<-done
	fmt.Println("stopped")
}
