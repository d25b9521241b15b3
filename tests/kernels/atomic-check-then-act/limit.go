// The limit is looked at and then the counter raised: each is atomic, the two together are not.

package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

const limit = 1

type Limiter struct{ active atomic.Int32 }

func (l *Limiter) Enter() bool {
	if l.active.Load() >= limit {
		return false
	}
	if l.active.Add(1) > limit {
		panic("over the limit") // finds: panic
	}
	return true
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
