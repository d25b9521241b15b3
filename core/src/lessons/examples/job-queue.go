// Watch two workers share a queue and a counter that lie on other nodes: each job is given to one of them.

package main

import (
	"context"
	"errors"
	"fmt"
	"lockstep/cluster"
	"sync"
)

const (
	jobs    = 3 // 1..12
	workers = 2 // 1..4
)

func main() {
	ctx := context.Background()
	c := cluster.New(2) // 1 lock, 1 counter and 2 queues
	defer c.Close()
	queue, _ := c.Queue(0)
	for job := range jobs {
		queue.Push(ctx, job)
	}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			queue, _ := c.Queue(0)
			done, _ := c.Counter(0)
			for {
				job, err := queue.Pop(ctx)
				if errors.Is(err, cluster.ErrEmpty) {
					return
				}
				done.Add(ctx, 1)
				job.Ack(ctx)
			}
		})
	}
	wg.Wait()
	done, _ := c.Counter(0)
	n, _ := done.Read(ctx)
	fmt.Println(n, "jobs done")
}
