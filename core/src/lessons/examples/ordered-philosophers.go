// Watch the last philosopher take the forks the other way round: with one order for all forks no circle can close.

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
		next := (seat + 1) % philosophers
		first, second := &forks[min(seat, next)], &forks[max(seat, next)]
		table.Go(func() {
			for range meals {
				first.Lock()
				second.Lock()
				// eat
				second.Unlock()
				first.Unlock()
			}
		})
	}
	table.Wait()
	fmt.Println("everyone has eaten")
}
