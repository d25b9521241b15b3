// The context is cancelled only if all goes well: on an error its worker stays.

package main

import (
	"context"
	"errors"
	"fmt"
)

func worker(ctx context.Context, jobs <-chan int) {
	for {
		select { // finds: leak
		case <-jobs:
		case <-ctx.Done():
			return
		}
	}
}

func run(job int) error {
	ctx, cancel := context.WithCancel(context.Background())
	jobs := make(chan int)
	go worker(ctx, jobs)
	if job < 0 {
		return errors.New("no such job")
	}
	jobs <- job
	cancel()
	return nil
}

func main() {
	fmt.Println(run(-1))
}
