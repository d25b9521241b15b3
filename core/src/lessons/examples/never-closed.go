// Watch the consumers receive everything and then wait for more: a range ends only when the channel is closed.

package main

import (
	"fmt"
	"sync"
)

const (
	consumers = 2 // 1..16
	items     = 4 // 1..50
)

func main() {
	var wg sync.WaitGroup
	ch := make(chan int)
	for range consumers {
		wg.Go(func() {
			for range ch {
				// use it
			}
		})
	}
	for item := range items {
		ch <- item
	}
	fmt.Println("sent everything") // close(ch) belongs here
	wg.Wait()
}
