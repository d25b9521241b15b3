// A send to a buffered channel at which a receiver waits hands the value straight over: it never lies in the buffer.
package main

import (
	"fmt"
	"time"
)

func main() {
	ch := make(chan int, 3)
	done := make(chan int)
	go func() { done <- <-ch }()
	time.Sleep(10 * time.Millisecond)
	ch <- 7
	fmt.Println("len", len(ch))
	fmt.Println("got", <-done)
}
