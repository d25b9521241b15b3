// Watch a fast producer come to the pace of a slow consumer as soon as the buffer is full.

package main

import (
	"fmt"
	"time"
)

const (
	lines    = 8 // 1..100
	capacity = 2 // 0..50
	slowness = 2 // 0..20 milliseconds for each line
)

func main() {
	buffer := make(chan string, capacity)
	written := make(chan int)

	go func() {
		count := 0
		for range buffer {
			time.Sleep(slowness * time.Millisecond)
			count++
		}
		written <- count
	}()

	for line := 1; line <= lines; line++ {
		buffer <- fmt.Sprint("line ", line) // waits here while the buffer is full
	}
	close(buffer)
	fmt.Println("written:", <-written)
}
