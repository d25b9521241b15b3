// A miss in the cache takes the write lock without giving up the read lock, and waits for its own reading to end.

package main

import (
	"fmt"
	"sync"
)

type Cache struct {
	mu      sync.RWMutex
	squares map[int]int
}

func (c *Cache) Square(n int) int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if square, ok := c.squares[n]; ok {
		return square
	}
	c.mu.Lock() // finds: deadlock
	defer c.mu.Unlock()
	c.squares[n] = n * n
	return n * n
}

func main() {
	cache := &Cache{squares: map[int]int{}}
	fmt.Println(cache.Square(7))
}
