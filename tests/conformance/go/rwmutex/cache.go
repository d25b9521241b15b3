// A cache that is read by many and filled once for each key.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type cache struct {
	mu     sync.RWMutex
	values map[int]int
	fills  atomic.Int32
}

func (c *cache) get(key int) int {
	c.mu.RLock()
	v, ok := c.values[key]
	c.mu.RUnlock()
	if ok {
		return v
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := c.values[key]; ok {
		return v
	}
	c.fills.Add(1)
	c.values[key] = key * key
	return c.values[key]
}

func main() {
	c := &cache{values: make(map[int]int)}
	var wg sync.WaitGroup
	var sum atomic.Int64
	for g := range 6 {
		wg.Go(func() {
			for i := range 10 {
				sum.Add(int64(c.get((i + g) % 10)))
			}
		})
	}
	wg.Wait()
	fmt.Println(sum.Load(), c.fills.Load(), len(c.values))
}
