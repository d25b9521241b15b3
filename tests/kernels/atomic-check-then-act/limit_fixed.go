// The counter is raised by a compare-and-swap that fails where somebody came in between.

package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

const limit = 1

type Limiter struct{ active atomic.Int32 }

func (l *Limiter) Enter() bool {
	for {
		active := l.active.Load()
		if active >= limit {
			return false
		}
		if l.active.CompareAndSwap(active, active+1) {
			return true
		}
	}
}

func main() {
	var limiter Limiter
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { limiter.Enter() })
	}
	wg.Wait()
	fmt.Println(limiter.active.Load())
}
