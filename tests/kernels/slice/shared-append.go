// Two workers append to one slice: both may write the same place, and one result is lost.

package main

import (
	"fmt"
	"sync"
)

func main() {
	var results []int
	var wg sync.WaitGroup
	for n := range 2 {
		wg.Go(func() {
			results = append(results, n) // finds: race
		})
	}
	wg.Wait()
	fmt.Println(len(results) <= 2)
}
