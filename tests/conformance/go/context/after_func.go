// context.AfterFunc runs a function in a goroutine of its own once the context is done, unless it is stopped.
package main

import (
	"context"
	"fmt"
)

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	ran := make(chan string, 2)
	stop := context.AfterFunc(ctx, func() { ran <- "first" })
	stopped := context.AfterFunc(ctx, func() { ran <- "not reached" })
	fmt.Println(stopped(), stopped())
	cancel()
	fmt.Println(<-ran)
	fmt.Println(stop())
	context.AfterFunc(ctx, func() { ran <- "already done" })
	fmt.Println(<-ran, len(ran))
}
