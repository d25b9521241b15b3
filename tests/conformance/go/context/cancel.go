// Cancelling a context closes its Done channel and sets its error; a second cancel changes nothing.
package main

import (
	"context"
	"errors"
	"fmt"
)

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	fmt.Println(ctx.Err())
	select {
	case <-ctx.Done():
		fmt.Println("not reached")
	default:
		fmt.Println("not done")
	}
	cancel()
	cancel()
	<-ctx.Done()
	fmt.Println(ctx.Err(), ctx.Err() == context.Canceled, errors.Is(ctx.Err(), context.Canceled))
	fmt.Println(context.Cause(ctx))
	_, hasDeadline := ctx.Deadline()
	fmt.Println(hasDeadline)
	fmt.Println(context.Background().Done() == nil, context.TODO().Err())
}
