// The collector ranges over the results until they are closed, and nobody closes them.

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
	go wg.Wait()
	sum := 0
	for n := range results { // finds: deadlock
		sum += n
	}
	fmt.Println(sum)
}
