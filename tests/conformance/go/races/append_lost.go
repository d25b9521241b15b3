// Two goroutines append to one slice without a lock: an element can be lost.
// nondeterministic
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	list := make([]int, 0, 2)
	var wg sync.WaitGroup
	for i := 1; i <= 2; i++ {
		wg.Go(func() {
			before := list
			runtime.Gosched()
			list = append(before, i)
		})
	}
	wg.Wait()
	fmt.Println(list)
}
