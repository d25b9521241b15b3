// Watch each goroutine keep the number of its own round: since Go 1.22 a loop makes a new variable each time.

package main

import (
	"fmt"
	"slices"
)

const rounds = 4 // 1..32

func main() {
	ch := make(chan int)
	for i := 0; i < rounds; i++ {
		go func() {
			ch <- i // before Go 1.22 this could be the last i for everyone
		}()
	}

	var seen []int
	for range rounds {
		seen = append(seen, <-ch)
	}
	slices.Sort(seen)
	fmt.Println(seen)
}
