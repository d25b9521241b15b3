// One goroutine ranges over a map while another writes to it: Go notices it, or does not.
// nondeterministic
package main

import (
	"fmt"
	"sync"
)

func main() {
	m := map[int]int{1: 1, 2: 2, 3: 3}
	var wg sync.WaitGroup
	wg.Go(func() {
		for range 1000 {
			m[1] = 1
		}
	})
	sum := 0
	wg.Go(func() {
		for range 300 {
			for k := range m {
				sum += k
			}
		}
	})
	wg.Wait()
	fmt.Println(sum)
}
