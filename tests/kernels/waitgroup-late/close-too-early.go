// The workers count themselves in, so the channel may be closed before the last of them has sent.

package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	results := make(chan int, 2)
	for n := range 2 {
		go func() {
			wg.Add(1) // finds: panic
			defer wg.Done()
			results <- n // finds: panic
		}() // finds: panic
	}
	wg.Wait() // finds: panic
	close(results)
	sum := 0
	for n := range results {
		sum += n
	}
	if sum != 1 {
		panic("a result is missing") // finds: panic
	}
	fmt.Println("sum:", sum)
}
