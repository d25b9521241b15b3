// A woken consumer takes an item without looking again: another one may have been quicker.

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
	if len(q.items) == 0 {
		q.ready.Wait() // finds: deadlock
	}
	item := q.items[0] // finds: panic
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
	wg.Wait()
	fmt.Println("taken")
}
