// Who comes first makes the map: two at once may make two, and what was written to the first one is lost.
// warns: schedule-dependent

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
	if t.set == nil { // finds: race
		t.set = map[string]bool{} // finds: race
	}
	t.mu.Lock()
	defer t.mu.Unlock()
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
