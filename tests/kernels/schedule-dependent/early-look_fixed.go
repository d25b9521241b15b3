// It is printed when all of it is done; lines in any order would be no difference.

package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var done atomic.Int32
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { fmt.Println(done.Add(1), "so far") })
	}
	wg.Wait()
	fmt.Println(done.Load(), "done")
}
