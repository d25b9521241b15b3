// Goexit runs the deferred calls of its goroutine, from however deep, and is no panic.
package main

import (
	"fmt"
	"runtime"
)

func deep(n int) {
	defer fmt.Println("leaving", n)
	if n == 2 {
		runtime.Goexit()
	}
	deep(n + 1)
	fmt.Println("not reached")
}

func main() {
	done := make(chan bool)
	go func() {
		defer close(done)
		defer func() { fmt.Println("recover gives", recover()) }()
		deep(0)
		fmt.Println("not reached")
	}()
	<-done
	fmt.Println("main goes on")
}
