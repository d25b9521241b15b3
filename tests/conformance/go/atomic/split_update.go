// A load and a store are each atomic and together are not: an update can be lost.
// nondeterministic
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

func main() {
	var n atomic.Int32
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			v := n.Load()
			runtime.Gosched()
			n.Store(v + 1)
		})
	}
	wg.Wait()
	fmt.Println(n.Load())
}
