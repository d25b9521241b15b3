// The cache sends what has changed while it is locked, and whoever receives it asks the cache first.

package main

import (
	"fmt"
	"sync"
)

type Cache struct {
	mu      sync.Mutex
	size    int
	changes chan string
}

func (c *Cache) Set(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.size++
	c.changes <- key // finds: deadlock
}

func (c *Cache) Size() int {
	c.mu.Lock() // finds: deadlock
	defer c.mu.Unlock()
	return c.size
}

func main() {
	cache := &Cache{changes: make(chan string)}
	done := make(chan bool)
	go func() {
		cache.Size()
		fmt.Println("changed:", <-cache.changes)
		done <- true
	}()
	cache.Set("a")
	<-done
}
