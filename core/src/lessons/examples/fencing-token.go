// Watch the account refuse the write of a holder whose lease is over: it has seen a newer token, and nothing is lost.

package main

import (
	"context"
	"errors"
	"fmt"
	"lockstep/cluster"
	"sync"
	"time"
)

const pause = 20 // 0..50 milliseconds that main sleeps; its lease is 10

func main() {
	ctx := context.Background()
	c := cluster.New(2, cluster.WithoutLeaseCheck())
	defer c.Close()
	lock, _ := c.Lock(0)
	account := c.Resource()

	deposit := func(lease *cluster.Lease, amount int, pause time.Duration) error {
		defer lease.Release(ctx)
		balance, _ := account.Read(ctx, lock)
		time.Sleep(pause)
		err := account.Write(ctx, lease, balance+amount)
		fmt.Println("token", lease.Token(), "writes:", err)
		return err
	}
	slow, _ := lock.Acquire(ctx)
	var wg sync.WaitGroup
	wg.Go(func() {
		quick, _ := lock.Acquire(ctx)
		deposit(quick, 50, 0)
	})
	if errors.Is(deposit(slow, 100, pause*time.Millisecond), cluster.ErrStaleToken) {
		again, _ := lock.Acquire(ctx)
		deposit(again, 100, 0) // from what is there now
	}
	wg.Wait()
	balance, _ := account.Read(ctx, lock)
	fmt.Println("balance:", balance, "of 150")
}
