// Watch nobody come between the reading and the writing of the counter: the lock makes both one step.

package main

import (
	"fmt"
	"sync"
)

const (
	workers = 3 // 1..32
	times   = 2 // 1..50
)

type Counter struct {
	mu    sync.Mutex
	value int
}

func (c *Counter) Add() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.value++
}

func main() {
	var wg sync.WaitGroup
	var counter Counter
	for range workers {
		wg.Go(func() {
			for range times {
				counter.Add()
			}
		})
	}
	wg.Wait()
	fmt.Println("counted", counter.value, "of", workers*times)
}
