// Watch both customers look before either of them takes: there is enough for one, and two are served.
// nondeterministic

package main

import (
	"fmt"
	"sync"
)

const (
	customers = 2 // 1..16
	seats     = 1 // 0..16
)

func main() {
	var wg sync.WaitGroup
	free := seats
	for range customers {
		wg.Go(func() {
			if free > 0 {
				free--
			}
		})
	}
	wg.Wait()
	fmt.Println("seats left:", free)
}
