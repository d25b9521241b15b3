// Watch a job come back that somebody took and never acknowledged: at least once is what a queue can promise.

package main

import (
	"context"
	"fmt"
	"lockstep/cluster"
	"time"
)

const visibility = 10 // 1..50 milliseconds that a job is kept from others

func main() {
	ctx := context.Background()
	c := cluster.New(1, cluster.WithVisibility(visibility*time.Millisecond))
	defer c.Close()
	queue, _ := c.Queue(0)
	queue.Push(ctx, 7)

	taken := make(chan cluster.Element)
	go func() {
		job, _ := queue.Pop(ctx)
		taken <- job // and no Ack, as if it had crashed
	}()
	lost := <-taken
	_, err := queue.Pop(ctx)
	fmt.Println("at once:", err)
	time.Sleep(visibility * time.Millisecond)
	job, err := queue.Pop(ctx)
	fmt.Println("later: job", job.Value, err)
	fmt.Println("its old receipt:", lost.Ack(ctx))
	fmt.Println("its new receipt:", job.Ack(ctx))
}
