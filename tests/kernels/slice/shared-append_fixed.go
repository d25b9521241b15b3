// A mutex guards the slice.

package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	var results []int
	var wg sync.WaitGroup
	for n := range 2 {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			results = append(results, n)
		})
	}
	wg.Wait()
	fmt.Println(len(results) <= 2)
}
