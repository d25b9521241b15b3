// A bounded queue built from a mutex and two conditions.
package main

import (
	"fmt"
	"sync"
)

type queue struct {
	mu              sync.Mutex
	notFull, notNil sync.Cond
	items           []int
	most            int
}

func newQueue() *queue {
	q := &queue{}
	q.notFull.L = &q.mu
	q.notNil.L = &q.mu
	return q
}

func (q *queue) put(v int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 2 {
		q.notFull.Wait()
	}
	q.items = append(q.items, v)
	q.most = max(q.most, len(q.items))
	q.notNil.Signal()
}

func (q *queue) take() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 {
		q.notNil.Wait()
	}
	v := q.items[0]
	q.items = q.items[1:]
	q.notFull.Signal()
	return v
}

func main() {
	q := newQueue()
	var wg sync.WaitGroup
	for p := range 3 {
		wg.Go(func() {
			for i := range 5 {
				q.put(p*5 + i)
			}
		})
	}
	sum := 0
	for range 15 {
		sum += q.take()
	}
	wg.Wait()
	fmt.Println(sum, len(q.items), q.most <= 2)
}
