// Watch those who find the queue full or empty go to sleep on a condition, and look again when they are woken.

package main

import (
	"fmt"
	"sync"
)

const (
	items = 5 // 1..50
	limit = 2 // 1..10
)

var (
	mu      sync.Mutex
	changed = sync.NewCond(&mu)
	queue   []int
)

func fill() {
	for item := range items {
		mu.Lock()
		for len(queue) == limit {
			changed.Wait()
		}
		queue = append(queue, item)
		changed.Broadcast()
		mu.Unlock()
	}
}

func main() {
	go fill()
	for range items {
		mu.Lock()
		for len(queue) == 0 {
			changed.Wait()
		}
		fmt.Println(queue[0])
		queue = queue[1:]
		changed.Broadcast()
		mu.Unlock()
	}
}
