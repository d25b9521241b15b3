// Whoever waits for the workers closes the channel.

package main

import (
	"fmt"
	"sync"
)

func main() {
	results := make(chan int)
	var wg sync.WaitGroup
	for n := range 2 {
		wg.Go(func() { results <- n })
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	sum := 0
	for n := range results {
		sum += n
	}
	fmt.Println(sum)
}
