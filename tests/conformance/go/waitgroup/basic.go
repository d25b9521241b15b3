// Wait returns when every Done has come; a fresh WaitGroup does not wait, and can be used again.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	wg.Wait()
	for round := 1; round <= 3; round++ {
		parts := make([]int, round)
		wg.Add(round)
		for i := range parts {
			go func() {
				defer wg.Done()
				parts[i] = round * 10
			}()
		}
		wg.Wait()
		fmt.Println(round, parts)
	}
	wg.Add(2)
	wg.Add(-1)
	wg.Done()
	wg.Wait()
	fmt.Println("done")
}
