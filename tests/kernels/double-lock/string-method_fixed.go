// What is printed under the lock is the slice, which locks nothing.

package main

import (
	"fmt"
	"sync"
)

type Queue struct {
	mu    sync.Mutex
	items []int
}

func (q *Queue) String() string {
	q.mu.Lock()
	defer q.mu.Unlock()
	return fmt.Sprint(q.items)
}

func (q *Queue) Push(item int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.items = append(q.items, item)
	fmt.Println("queue:", q.items)
}

func main() {
	var queue Queue
	queue.Push(1)
	queue.Push(2)
}
