// The notification is dropped if the worker does not wait for it at this moment; then it is never told of the job.

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
		<-q.notify // finds: deadlock
	}
}

func main() {
	queue := &Queue{notify: make(chan struct{})}
	go queue.Put("sweep")
	fmt.Println(queue.Take())
}
