// The loop declares the variable: there is a new one in each round.

package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	lengths := make(chan int, 2)
	for _, host := range []string{"a", "bb"} {
		wg.Go(func() { lengths <- len(host) })
	}
	wg.Wait()
	fmt.Println(<-lengths + <-lengths)
}
