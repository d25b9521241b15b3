// The condition is looked at in a loop, and there is an item for each consumer.

package main

import (
	"fmt"
	"sync"
)

type Queue struct {
	mu    sync.Mutex
	ready *sync.Cond
	items []int
}

func (q *Queue) Take() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 {
		q.ready.Wait()
	}
	item := q.items[0]
	q.items = q.items[1:]
	return item
}

func (q *Queue) Put(item int) {
	q.mu.Lock()
	q.items = append(q.items, item)
	q.mu.Unlock()
	q.ready.Broadcast()
}

func main() {
	queue := &Queue{}
	queue.ready = sync.NewCond(&queue.mu)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { queue.Take() })
	}
	queue.Put(1)
	queue.Put(2)
	wg.Wait()
	fmt.Println("taken")
}
