// A sum that four goroutines share, each with its own part.
package main

import (
	"fmt"
	"sync"
)

func main() {
	const workers, limit = 4, 20000
	var parts [workers]uint64
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			var sum uint64
			for i := w; i < limit; i += workers {
				sum += uint64(i) * uint64(i)
			}
			parts[w] = sum
		})
	}
	wg.Wait()
	var total uint64
	for _, p := range parts {
		total += p
	}
	fmt.Println(total)
}
