// Each worker counts itself in when it starts: main may wait before the first one has, and then waits for nobody.
// warns: schedule-dependent

package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	sums := make([]int, 2)
	for i := range sums {
		go func() {
			wg.Add(1) // finds: panic
			defer wg.Done()
			sums[i] = i + 1 // finds: race
		}() // finds: panic
	}
	wg.Wait()                      // finds: panic
	fmt.Println(sums[0] + sums[1]) // finds: race
}
