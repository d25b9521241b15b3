// Each access is guarded and the whole is not: an update can be lost between reading and writing.
// nondeterministic
package main

import (
	"fmt"
	"runtime"
	"sync"
)

type register struct {
	mu sync.Mutex
	n  int
}

func (r *register) get() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.n
}

func (r *register) set(n int) {
	r.mu.Lock()
	r.n = n
	r.mu.Unlock()
}

func main() {
	var r register
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			n := r.get()
			runtime.Gosched()
			r.set(n + 1)
		})
	}
	wg.Wait()
	fmt.Println(r.get())
}
