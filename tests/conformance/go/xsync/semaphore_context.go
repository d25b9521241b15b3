// Who waits gives up when the context is done, and those behind may go on; who asks for more than there is waits for just that.
package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
)

func main() {
	sem := semaphore.NewWeighted(2)
	background := context.Background()
	fmt.Println(sem.Acquire(background, 1))

	short, cancel := context.WithTimeout(background, 20*time.Millisecond)
	defer cancel()
	var wg sync.WaitGroup
	var two, one error
	wg.Go(func() { two = sem.Acquire(short, 2) })
	time.Sleep(5 * time.Millisecond)
	wg.Go(func() { one = sem.Acquire(background, 1) })
	time.Sleep(50 * time.Millisecond)
	wg.Wait()
	fmt.Println(two, one)
	sem.Release(2)

	gone, cancel := context.WithCancel(background)
	cancel()
	fmt.Println(sem.Acquire(gone, 3))
	fmt.Println(sem.TryAcquire(2))
	later, cancel := context.WithTimeout(background, time.Millisecond)
	defer cancel()
	fmt.Println(sem.Acquire(later, 5))
	sem.Release(2)
	fmt.Println(sem.TryAcquire(2))
}
