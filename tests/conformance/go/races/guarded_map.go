// With a mutex around every access a map can be shared.
package main

import (
	"fmt"
	"sync"
)

func main() {
	m := map[string]int{}
	var mu sync.RWMutex
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range 20 {
				mu.Lock()
				m[fmt.Sprint(i%3)] += g
				mu.Unlock()
				mu.RLock()
				_ = m["0"]
				mu.RUnlock()
			}
		})
	}
	wg.Wait()
	fmt.Println(m)
}
