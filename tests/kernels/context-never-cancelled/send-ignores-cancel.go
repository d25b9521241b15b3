// The producer looks for the end of its context before a send, not while it waits to send.

package main

import (
	"context"
	"fmt"
)

func produce(ctx context.Context, numbers chan<- int) {
	for n := 0; ctx.Err() == nil; n++ {
		numbers <- n // finds: leak
	}
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	numbers := make(chan int)
	go produce(ctx, numbers)
	fmt.Println(<-numbers)
	cancel()
}
