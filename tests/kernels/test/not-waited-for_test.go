// The test counts the items without waiting for those who put them.
// finds: test-failure

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
	for _, key := range []string{"a", "b"} {
		go cache.Put(key, 1)
	}
	if cache.Len() != 2 {
		t.Fatal("an item is missing")
	}
}
