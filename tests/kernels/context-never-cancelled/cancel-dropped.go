// The watcher waits for its context to be cancelled, and nobody calls cancel.

package main

import (
	"context"
	"fmt"
)

func watch(ctx context.Context, name string) {
	<-ctx.Done() // finds: leak
}

func handle(request string) string {
	ctx, cancel := context.WithCancel(context.Background())
	_ = cancel
	go watch(ctx, request)
	return "handled " + request
}

func main() {
	fmt.Println(handle("a"))
}
