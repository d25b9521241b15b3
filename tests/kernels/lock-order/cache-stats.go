// The cache counts a hit while it is locked, and the statistics ask the cache for its size while they are locked.

package main

import (
	"fmt"
	"sync"
)

type Cache struct {
	mu    sync.Mutex
	items map[string]string
	stats *Stats
}

type Stats struct {
	mu    sync.Mutex
	hits  int
	cache *Cache
}

func (c *Cache) Get(key string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stats.Hit()
	return c.items[key]
}

func (c *Cache) Len() int {
	c.mu.Lock() // finds: deadlock
	defer c.mu.Unlock()
	return len(c.items)
}

func (s *Stats) Hit() {
	s.mu.Lock() // finds: deadlock
	defer s.mu.Unlock()
	s.hits++
}

func (s *Stats) Report() (hits, items int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hits, s.cache.Len()
}

func main() {
	cache := &Cache{items: map[string]string{"go": "1.27"}, stats: &Stats{}}
	cache.stats.cache = cache
	var wg sync.WaitGroup
	wg.Go(func() { cache.Get("go") })
	wg.Go(func() { cache.stats.Report() })
	wg.Wait()
	fmt.Println(cache.stats.Report())
}
