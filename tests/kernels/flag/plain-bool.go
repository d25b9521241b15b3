// The worker polls a plain bool: nothing orders its reads and main's write, and real Go may never see it change.

package main

import (
	"fmt"
	"runtime"
)

var stopped bool

func main() {
	done := make(chan bool)
	go func() {
		for !stopped { // finds: race
			runtime.Gosched()
		}
		done <- true
	}()
	stopped = true // finds: race
	<-done
	fmt.Println("stopped")
}
