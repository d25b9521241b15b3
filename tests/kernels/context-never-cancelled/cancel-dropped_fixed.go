// The handler cancels the context when it returns.

package main

import (
	"context"
	"fmt"
)

func watch(ctx context.Context, name string) {
	<-ctx.Done()
}

func handle(request string) string {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go watch(ctx, request)
	return "handled " + request
}

func main() {
	fmt.Println(handle("a"))
}
