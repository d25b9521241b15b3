// Watch what happens when everyone has taken the left fork: each waits for the right one, and nobody eats.
// nondeterministic

package main

import (
	"fmt"
	"sync"
)

const (
	philosophers = 3 // 2..32
	meals        = 1 // 1..20
)

func main() {
	var table sync.WaitGroup
	var forks [philosophers]sync.Mutex

	for seat := range philosophers {
		left, right := &forks[seat], &forks[(seat+1)%philosophers]
		table.Go(func() {
			for range meals {
				left.Lock()
				right.Lock()
				// eat
				right.Unlock()
				left.Unlock()
			}
		})
	}
	table.Wait()
	fmt.Println("everyone has eaten")
}
