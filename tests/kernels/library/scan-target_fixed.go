// Each scans into a variable of its own.

package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var ports [2]int
	for i := range ports {
		wg.Go(func() {
			fmt.Sscan("80", &ports[i])
		})
	}
	wg.Wait()
	fmt.Println(ports)
}
