// Two goroutines take two mutexes in opposite order: it depends on the schedule whether they block each other.
// nondeterministic
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var a, b sync.Mutex
	var wg sync.WaitGroup
	both := func(first, second *sync.Mutex) {
		first.Lock()
		runtime.Gosched()
		second.Lock()
		second.Unlock()
		first.Unlock()
	}
	wg.Go(func() { both(&a, &b) })
	wg.Go(func() { both(&b, &a) })
	wg.Wait()
	fmt.Println("no deadlock")
}
