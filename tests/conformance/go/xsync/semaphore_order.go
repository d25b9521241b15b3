// Those who wait are served in the order in which they came: who needs much is not overtaken by who needs little.
package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
)

func main() {
	ctx := context.Background()
	sem := semaphore.NewWeighted(3)
	fmt.Println(sem.Acquire(ctx, 2))
	var wg sync.WaitGroup
	for i, n := range []int64{3, 2, 2} {
		time.Sleep(20 * time.Millisecond)
		wg.Go(func() {
			if err := sem.Acquire(ctx, n); err != nil {
				fmt.Println(err)
				return
			}
			fmt.Println("waiter", i, "has", n)
			time.Sleep(20 * time.Millisecond)
			sem.Release(n)
		})
		time.Sleep(20 * time.Millisecond)
		fmt.Println(sem.TryAcquire(1))
	}
	sem.Release(2)
	wg.Wait()
	fmt.Println(sem.TryAcquire(4), sem.TryAcquire(3), sem.TryAcquire(1), sem.TryAcquire(0))
}
