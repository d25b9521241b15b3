// A mutex makes ten goroutines' increments exact.
package main

import (
	"fmt"
	"sync"
)

type counter struct {
	sync.Mutex
	n map[string]int
}

func (c *counter) add(name string, by int) {
	c.Lock()
	defer c.Unlock()
	c.n[name] += by
}

func main() {
	c := counter{n: map[string]int{}}
	var wg sync.WaitGroup
	for i := range 10 {
		wg.Go(func() {
			for range 20 {
				c.add("all", 1)
				c.add(fmt.Sprint("of ", i%2), 2)
			}
		})
	}
	wg.Wait()
	fmt.Println(c.n)
}
