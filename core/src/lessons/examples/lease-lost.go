// Watch a holder sleep for longer than its lease: the lock goes to another one, and what that one wrote is overwritten.

package main

import (
	"context"
	"fmt"
	"lockstep/cluster"
	"sync"
	"time"
)

const (
	lease = 10 // 1..50 milliseconds that the lock is granted for
	pause = 20 // 0..50 milliseconds that main sleeps
)

func main() {
	ctx := context.Background()
	// Two mistakes: main does not look at the clock again, and nobody looks at tokens.
	c := cluster.New(2, cluster.WithLease(lease*time.Millisecond), cluster.WithoutLeaseCheck(), cluster.WithoutFencing())
	defer c.Close()
	lock, _ := c.Lock(0)
	account := c.Resource()

	slow, _ := lock.Acquire(ctx)
	balance, _ := account.Read(ctx, lock)
	var wg sync.WaitGroup
	wg.Go(func() {
		quick, _ := lock.Acquire(ctx)
		balance, _ := account.Read(ctx, lock)
		fmt.Println("quick writes:", account.Write(ctx, quick, balance+50))
		quick.Release(ctx)
	})
	time.Sleep(pause * time.Millisecond)
	fmt.Println("main writes:", account.Write(ctx, slow, balance+100))
	slow.Release(ctx)
	wg.Wait()
	balance, _ = account.Read(ctx, lock)
	fmt.Println("balance:", balance, "of 150")
}
