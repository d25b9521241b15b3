// One goroutine reads a map while another writes to it: Go notices it, or does not.
// nondeterministic
package main

import (
	"fmt"
	"sync"
)

func main() {
	m := map[int]int{1: 1}
	var wg sync.WaitGroup
	wg.Go(func() {
		for range 1000 {
			m[1] = 1
		}
	})
	sum := 0
	wg.Go(func() {
		for range 1000 {
			sum += m[1]
		}
	})
	wg.Wait()
	fmt.Println(sum)
}
