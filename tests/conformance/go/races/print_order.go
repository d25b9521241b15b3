// Three goroutines print: any order of their lines is possible.
// nondeterministic
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() { fmt.Println("goroutine", i) })
	}
	wg.Wait()
	fmt.Println("all done")
}
