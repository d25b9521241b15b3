// The first of several goroutines to finish cancels the others, and all are waited for.
package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

func search(ctx context.Context, n int, found chan<- int) string {
	// The first takes a moment, the others hours.
	need := time.Millisecond + time.Duration(n-1)*time.Hour
	select {
	case <-time.After(need):
		found <- n
		return "found"
	case <-ctx.Done():
		return ctx.Err().Error()
	}
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	found := make(chan int, 3)
	var results [3]string
	var wg sync.WaitGroup
	for i := range results {
		wg.Go(func() { results[i] = search(ctx, 3-i, found) })
	}
	fmt.Println(<-found)
	cancel()
	wg.Wait()
	fmt.Println(results)
}
