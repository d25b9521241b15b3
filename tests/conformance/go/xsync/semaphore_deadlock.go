// Who asks for more than there is, with a context that is never done, waits for ever.
package main

import (
	"context"

	"golang.org/x/sync/semaphore"
)

func main() {
	sem := semaphore.NewWeighted(1)
	sem.Acquire(context.Background(), 2)
}
