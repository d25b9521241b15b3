// The lock is given back before anything is sent.

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
	c.size++
	c.mu.Unlock()
	c.changes <- key
}

func (c *Cache) Size() int {
	c.mu.Lock()
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
