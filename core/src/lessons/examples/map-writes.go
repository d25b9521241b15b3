// Watch two goroutines write to one map: when Go notices, the whole program ends, and nothing can recover it.
// nondeterministic

package main

import (
	"fmt"
	"sync"
)

const writers = 2 // 1..16

func main() {
	var wg sync.WaitGroup
	seen := map[int]bool{}
	for id := range writers {
		wg.Go(func() {
			seen[id] = true
		})
	}
	wg.Wait()
	fmt.Println("this time nobody noticed")
}
