// The number is handed to each goroutine, which is right in every Go.
// loopvar: go1.21

package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	squares := make([]int, 2)
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			squares[i%2] = i * i
		}(i)
	}
	wg.Wait()
	fmt.Println(squares[0] + squares[1])
}
