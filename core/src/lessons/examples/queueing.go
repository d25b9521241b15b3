// Watch who waits: the producers while the queue is full, the consumers while it is empty.

package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	producers = 3 // 1..100
	consumers = 2 // 1..100
	capacity  = 2 // 0..100
	items     = 4 // 1..100 of each producer
	produce   = 1 // 0..20 milliseconds
	consume   = 2 // 0..20 milliseconds
)

func main() {
	var producing, consuming sync.WaitGroup
	queue := make(chan int, capacity)

	for range producers {
		producing.Go(func() {
			for item := range items {
				time.Sleep(produce * time.Millisecond)
				queue <- item
			}
		})
	}
	for range consumers {
		consuming.Go(func() {
			for range queue {
				time.Sleep(consume * time.Millisecond)
			}
		})
	}

	producing.Wait()
	close(queue)
	consuming.Wait()
	fmt.Println("everything is consumed")
}
