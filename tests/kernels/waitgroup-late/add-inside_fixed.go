// Main counts the workers before it starts them.

package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	sums := make([]int, 2)
	wg.Add(len(sums))
	for i := range sums {
		go func() {
			defer wg.Done()
			sums[i] = i + 1
		}()
	}
	wg.Wait()
	fmt.Println(sums[0] + sums[1])
}
