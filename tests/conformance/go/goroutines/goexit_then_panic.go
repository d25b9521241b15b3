// A panic in a deferred call during Goexit ends the program like any other panic.
package main

import (
	"runtime"
	"time"
)

func main() {
	go func() {
		defer func() { panic("in the end") }()
		runtime.Goexit()
	}()
	time.Sleep(time.Minute)
}
