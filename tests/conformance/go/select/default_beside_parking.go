// A select with default beside a goroutine that is about to wait: it may or may not find the receiver.
// nondeterministic
package main

import (
	"fmt"
	"runtime"
)

func main() {
	ch := make(chan int)
	got := make(chan int, 1)
	go func() { got <- <-ch }()
	runtime.Gosched()
	select {
	case ch <- 1:
		fmt.Println("sent")
		fmt.Println("received", <-got)
	default:
		fmt.Println("nobody waits")
	}
}
