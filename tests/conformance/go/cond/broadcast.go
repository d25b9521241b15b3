// Broadcast wakes everyone; each takes the lock in turn.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	open, inside, waiting := false, 0, 0
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			waiting++
			for !open {
				cond.Wait()
			}
			inside++
		})
	}
	for !open {
		runtime.Gosched()
		mu.Lock()
		if waiting == 6 {
			open = true
			cond.Broadcast()
		}
		mu.Unlock()
	}
	wg.Wait()
	fmt.Println(inside)
}
