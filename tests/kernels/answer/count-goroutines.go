// Main goes on when it is the last goroutine. Those who are gone have not told it what they did.

package main

import (
	"fmt"
	"runtime"
)

func main() {
	words := []string{"a", "bb"}
	lengths := make([]int, len(words))
	for i, word := range words {
		go func() {
			lengths[i] = len(word) // finds: race
		}()
	}
	for runtime.NumGoroutine() > 1 {
		runtime.Gosched()
	}
	fmt.Println(lengths) // finds: race
}
