// A cancel with a cause keeps Err as it is and gives the cause to who asks for it.
package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

var errFull = errors.New("disk full")

func main() {
	ctx, cancel := context.WithCancelCause(context.Background())
	child, stop := context.WithCancel(ctx)
	defer stop()
	fmt.Println(context.Cause(ctx))
	cancel(errFull)
	cancel(errors.New("too late"))
	fmt.Println(ctx.Err(), context.Cause(ctx), context.Cause(child) == errFull)
	ctx, cancel = context.WithCancelCause(context.Background())
	cancel(nil)
	fmt.Println(ctx.Err(), context.Cause(ctx))
	timed, done := context.WithTimeoutCause(context.Background(), time.Millisecond, errors.New("slow"))
	<-timed.Done()
	fmt.Println(timed.Err(), context.Cause(timed))
	done()
	timed, done = context.WithTimeoutCause(context.Background(), time.Hour, errors.New("slow"))
	done()
	fmt.Println(timed.Err(), context.Cause(timed))
	fmt.Println(context.Cause(context.Background()))
}
