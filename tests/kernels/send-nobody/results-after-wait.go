// The results are collected after all workers are done, and no worker is done before its result is collected.

package main

import (
	"fmt"
	"sync"
)

func main() {
	results := make(chan int)
	var wg sync.WaitGroup
	for n := range 3 {
		wg.Go(func() {
			results <- n * n // finds: deadlock
		})
	}
	wg.Wait() // finds: deadlock
	close(results)
	sum := 0
	for result := range results {
		sum += result
	}
	fmt.Println(sum)
}
