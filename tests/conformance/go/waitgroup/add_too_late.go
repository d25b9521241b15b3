// Add inside the goroutine may come after Wait, which then does not wait for it.
// nondeterministic
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

func main() {
	var wg sync.WaitGroup
	var n atomic.Int32
	go func() {
		runtime.Gosched()
		wg.Add(1)
		n.Add(1)
		wg.Done()
	}()
	runtime.Gosched()
	wg.Wait()
	fmt.Println(n.Load())
}
