// Somebody else waits for the workers and closes, while main collects.

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
			results <- n * n
		})
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	sum := 0
	for result := range results {
		sum += result
	}
	fmt.Println(sum)
}
