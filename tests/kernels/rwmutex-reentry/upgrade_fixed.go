// The read lock is given up first, and the map looked at again under the write lock.

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
	square, ok := c.squares[n]
	c.mu.RUnlock()
	if ok {
		return square
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if square, ok := c.squares[n]; ok {
		return square
	}
	c.squares[n] = n * n
	return n * n
}

func main() {
	cache := &Cache{squares: map[int]int{}}
	fmt.Println(cache.Square(7))
}
