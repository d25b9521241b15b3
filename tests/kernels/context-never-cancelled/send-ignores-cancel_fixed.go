// Sending and the end of the context are waited for together.

package main

import (
	"context"
	"fmt"
)

func produce(ctx context.Context, numbers chan<- int) {
	for n := 0; ; n++ {
		select {
		case numbers <- n:
		case <-ctx.Done():
			return
		}
	}
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	numbers := make(chan int)
	go produce(ctx, numbers)
	fmt.Println(<-numbers)
	cancel()
}
