// A context whose time is over says so; one that is cancelled earlier says that.
package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

func work(ctx context.Context, need time.Duration) error {
	select {
	case <-time.After(need):
		return nil
	case <-ctx.Done():
		return fmt.Errorf("work: %w", ctx.Err())
	}
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Millisecond)
	fmt.Println(work(ctx, time.Millisecond))
	err := work(ctx, time.Hour)
	fmt.Println(err, errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled))
	cancel()
	fmt.Println(ctx.Err())
	_, ok := ctx.Deadline()
	fmt.Println(ok)

	ctx, cancel = context.WithTimeout(context.Background(), time.Hour)
	cancel()
	fmt.Println(work(ctx, time.Hour))

	ctx, cancel = context.WithTimeout(context.Background(), -1)
	fmt.Println(ctx.Err())
	cancel()
	ctx, cancel = context.WithDeadline(context.Background(), time.Now().Add(2*time.Millisecond))
	<-ctx.Done()
	fmt.Println(ctx.Err())
	cancel()
}
