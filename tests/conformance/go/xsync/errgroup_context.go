// The context of a group is cancelled by the first error, with it as the cause, and by Wait if there is none.
package main

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"
)

func main() {
	broken := errors.New("broken")
	g, ctx := errgroup.WithContext(context.Background())
	g.Go(func() error { return broken })
	g.Go(func() error {
		<-ctx.Done()
		return ctx.Err()
	})
	fmt.Println(g.Wait() == broken, ctx.Err())

	fine, ctx := errgroup.WithContext(context.Background())
	fine.Go(func() error { return nil })
	fmt.Println(ctx.Err())
	fmt.Println(fine.Wait(), ctx.Err())

	parent, cancel := context.WithCancel(context.Background())
	under, ctx := errgroup.WithContext(parent)
	under.Go(func() error {
		<-ctx.Done()
		return ctx.Err()
	})
	cancel()
	fmt.Println(under.Wait())
}
