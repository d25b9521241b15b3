// Two goroutines want one mutex: either may have it first, and nobody is in between.
// nondeterministic
package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	var order []string
	for _, name := range []string{"a", "b"} {
		wg.Go(func() {
			mu.Lock()
			order = append(order, name)
			order = append(order, name+"!")
			mu.Unlock()
		})
	}
	wg.Wait()
	fmt.Println(order)
}
