// More cannot be given back than was taken.
package main

import (
	"context"

	"golang.org/x/sync/semaphore"
)

func main() {
	sem := semaphore.NewWeighted(2)
	if err := sem.Acquire(context.Background(), 1); err != nil {
		panic(err)
	}
	sem.Release(2)
}
