// The test waits for both to be put.

package cache

import (
	"sync"
	"testing"
)

type Cache struct {
	mu    sync.Mutex
	items map[string]int
}

func (c *Cache) Put(key string, value int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items[key] = value
}

func (c *Cache) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.items)
}

func TestPut(t *testing.T) {
	cache := &Cache{items: map[string]int{}}
	var wg sync.WaitGroup
	for _, key := range []string{"a", "b"} {
		wg.Go(func() { cache.Put(key, 1) })
	}
	wg.Wait()
	if cache.Len() != 2 {
		t.Fatal("an item is missing")
	}
}
