// A spin lock made from CompareAndSwap and Gosched.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

type spinLock struct{ held atomic.Bool }

func (s *spinLock) Lock() {
	for !s.held.CompareAndSwap(false, true) {
		runtime.Gosched()
	}
}

func (s *spinLock) Unlock() { s.held.Store(false) }

func main() {
	var lock spinLock
	var wg sync.WaitGroup
	n := 0
	for range 6 {
		wg.Go(func() {
			for range 30 {
				lock.Lock()
				n++
				lock.Unlock()
			}
		})
	}
	wg.Wait()
	fmt.Println(n)
}
