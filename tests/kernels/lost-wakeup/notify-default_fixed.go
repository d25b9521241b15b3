// The channel keeps one notification until somebody looks.

package main

import (
	"fmt"
	"sync"
)

type Queue struct {
	mu     sync.Mutex
	jobs   []string
	notify chan struct{}
}

func (q *Queue) Put(job string) {
	q.mu.Lock()
	q.jobs = append(q.jobs, job)
	q.mu.Unlock()
	select {
	case q.notify <- struct{}{}:
	default:
	}
}

func (q *Queue) Take() string {
	for {
		q.mu.Lock()
		if len(q.jobs) > 0 {
			job := q.jobs[0]
			q.jobs = q.jobs[1:]
			q.mu.Unlock()
			return job
		}
		q.mu.Unlock()
		<-q.notify
	}
}

func main() {
	queue := &Queue{notify: make(chan struct{}, 1)}
	go queue.Put("sweep")
	fmt.Println(queue.Take())
}
