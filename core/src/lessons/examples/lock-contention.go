// Watch the queue before the lock: while one works, all who want the same lock wait.

package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	workers = 5 // 1..64
	locks   = 1 // 1..16
	rounds  = 3 // 1..50
	hold    = 2 // 0..20 milliseconds
)

func main() {
	var wg sync.WaitGroup
	var shelf [locks]sync.Mutex

	for id := range workers {
		wg.Go(func() {
			for round := range rounds {
				mu := &shelf[(id+round)%locks]
				mu.Lock()
				time.Sleep(hold * time.Millisecond)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	fmt.Println("everyone had", rounds, "turns")
}
