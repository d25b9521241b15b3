// n++ by two goroutines is a read and a write: one increment can be lost.
// nondeterministic
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	n := 0
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			v := n
			runtime.Gosched()
			n = v + 1
		})
	}
	wg.Wait()
	fmt.Println(n)
}
