// Printing the queue calls its String method, which locks what the caller has locked.

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
	q.mu.Lock() // finds: deadlock
	defer q.mu.Unlock()
	return fmt.Sprint(q.items)
}

func (q *Queue) Push(item int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.items = append(q.items, item)
	fmt.Println("queue:", q)
}

func main() {
	var queue Queue
	queue.Push(1)
	queue.Push(2)
}
