// Main waits for each of them.

package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	words := []string{"a", "bb"}
	lengths := make([]int, len(words))
	var all sync.WaitGroup
	for i, word := range words {
		all.Go(func() {
			lengths[i] = len(word)
		})
	}
	for runtime.NumGoroutine() > 1 {
		runtime.Gosched()
	}
	all.Wait()
	fmt.Println(lengths)
}
