// Both scan into the same variable.

package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	port := 0
	for range 2 {
		wg.Go(func() {
			fmt.Sscan("80", &port) // finds: race
		})
	}
	wg.Wait()
	fmt.Println(port)
}
