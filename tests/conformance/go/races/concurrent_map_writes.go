// Two goroutines write to one map without a lock: Go notices it, or does not.
// nondeterministic
package main

import (
	"fmt"
	"sync"
)

func main() {
	m := map[int]int{}
	var wg sync.WaitGroup
	for g := range 2 {
		wg.Go(func() {
			for i := range 500 {
				m[g] = i
			}
		})
	}
	wg.Wait()
	fmt.Println(len(m))
}
