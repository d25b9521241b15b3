// wg.Go counts a worker before it starts it.

package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	results := make(chan int, 2)
	for n := range 2 {
		wg.Go(func() { results <- n })
	}
	wg.Wait()
	close(results)
	sum := 0
	for n := range results {
		sum += n
	}
	if sum != 1 {
		panic("a result is missing")
	}
	fmt.Println("sum:", sum)
}
