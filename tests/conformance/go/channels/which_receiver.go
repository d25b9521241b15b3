// Two goroutines wait for one value; either may get it, the other gets what the close gives.
// nondeterministic
package main

import (
	"fmt"
	"sync"
)

func main() {
	ch := make(chan int, 1)
	var got [2]int
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() { got[i] = <-ch })
	}
	ch <- 5
	close(ch)
	wg.Wait()
	fmt.Println(got)
}
