// Up to Go 1.21 a loop has one variable for all its rounds: the workers see the number change, or all the last one.
// warns: schedule-dependent
// loopvar: go1.21

package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	squares := make([]int, 2)
	for i := 0; i < 2; i++ { // finds: race
		wg.Add(1)
		go func() {
			defer wg.Done()
			squares[i%2] = i * i // finds: race
		}()
	}
	wg.Wait()
	fmt.Println(squares[0] + squares[1])
}
