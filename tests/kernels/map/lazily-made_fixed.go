// The map is made under the lock, too.

package main

import (
	"fmt"
	"sync"
)

type Tags struct {
	mu  sync.Mutex
	set map[string]bool
}

func (t *Tags) Add(tag string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.set == nil {
		t.set = map[string]bool{}
	}
	t.set[tag] = true
}

func main() {
	var tags Tags
	var wg sync.WaitGroup
	wg.Go(func() { tags.Add("new") })
	wg.Go(func() { tags.Add("hot") })
	wg.Wait()
	fmt.Println(len(tags.set))
}
