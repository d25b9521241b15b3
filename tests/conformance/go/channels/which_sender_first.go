// Two goroutines send on one channel: either may come first.
// nondeterministic
package main

import (
	"fmt"
	"runtime"
)

func main() {
	ch := make(chan string)
	go func() {
		runtime.Gosched()
		ch <- "a"
	}()
	go func() {
		runtime.Gosched()
		ch <- "b"
	}()
	first, second := <-ch, <-ch
	fmt.Println(first, second)
}
