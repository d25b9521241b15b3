// Watch two goroutines read the same number and both write the next one: an addition is lost.
// nondeterministic

package main

import (
	"fmt"
	"sync"
)

const (
	workers = 4 // 1..32
	times   = 3 // 1..50
)

func main() {
	var wg sync.WaitGroup
	counter := 0
	for range workers {
		wg.Go(func() {
			for range times {
				counter++ // a read, then a write
			}
		})
	}
	wg.Wait()
	fmt.Println("counted", counter, "of", workers*times)
}
