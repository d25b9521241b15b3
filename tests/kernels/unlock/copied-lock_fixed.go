// The method has a pointer receiver, and so there is one mutex.

package main

import (
	"fmt"
	"sync"
)

type Counter struct {
	mu    sync.Mutex
	total *int
}

func (c *Counter) Add() {
	c.mu.Lock()
	defer c.mu.Unlock()
	*c.total++
}

func main() {
	total := 0
	counter := Counter{total: &total}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { counter.Add() })
	}
	wg.Wait()
	fmt.Println(total > 0)
}
