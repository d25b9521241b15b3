// The cancel is deferred, whatever comes of it.

package main

import (
	"context"
	"errors"
	"fmt"
)

func worker(ctx context.Context, jobs <-chan int) {
	for {
		select {
		case <-jobs:
		case <-ctx.Done():
			return
		}
	}
}

func run(job int) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	jobs := make(chan int)
	go worker(ctx, jobs)
	if job < 0 {
		return errors.New("no such job")
	}
	jobs <- job
	return nil
}

func main() {
	fmt.Println(run(-1))
}
