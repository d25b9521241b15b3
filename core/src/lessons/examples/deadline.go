// Watch a deadline pass through a whole chain of calls: what is derived from a context ends with it.

package main

import (
	"context"
	"fmt"
	"time"
)

const (
	allowed = 10 // 1..50 milliseconds
	step    = 4  // 1..50 milliseconds for each step
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), allowed*time.Millisecond)
	defer cancel()
	err := prepare(ctx)
	fmt.Println("prepared:", err)
}

func prepare(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for range 5 {
		if err := work(ctx); err != nil {
			return err
		}
	}
	return nil
}

func work(ctx context.Context) error {
	select {
	case <-time.After(step * time.Millisecond):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
