// Watch one call of cancel reach every worker, wherever it is waiting.

package main

import (
	"context"
	"fmt"
	"sync"
)

const (
	workers = 3 // 1..32
	wanted  = 4 // 1..50 results
)

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	results := make(chan int)
	var wg sync.WaitGroup

	for id := range workers {
		wg.Go(func() {
			for {
				select {
				case results <- id:
				case <-ctx.Done():
					return
				}
			}
		})
	}

	for range wanted {
		<-results
	}
	cancel()
	wg.Wait()
	fmt.Println("all workers have left:", ctx.Err())
}
