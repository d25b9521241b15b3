// Of many goroutines that LoadOrStore one key, exactly one stores, and all see the same value.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var m sync.Map
	var stored atomic.Int32
	var wg sync.WaitGroup
	values := make([]any, 8)
	for i := range values {
		wg.Go(func() {
			v, loaded := m.LoadOrStore("key", i)
			if !loaded {
				stored.Add(1)
			}
			values[i] = v
		})
	}
	wg.Wait()
	same := true
	for _, v := range values {
		same = same && v == values[0]
	}
	fmt.Println(stored.Load(), same)
}
