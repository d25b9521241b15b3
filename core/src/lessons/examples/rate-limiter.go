// Watch the requests go through one at a tick, however many of them are waiting.

package main

import (
	"fmt"
	"time"
)

const (
	requests = 4 // 1..50
	interval = 2 // 1..20 milliseconds
)

func main() {
	queue := make(chan int, requests)
	for request := 1; request <= requests; request++ {
		queue <- request
	}
	close(queue)

	start := time.Now()
	limit := time.NewTicker(interval * time.Millisecond)
	defer limit.Stop()
	for request := range queue {
		<-limit.C
		fmt.Println("request", request)
	}
	took := time.Since(start)
	fmt.Println("not faster than allowed:", took >= (requests-1)*interval*time.Millisecond)
}
