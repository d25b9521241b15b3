// Wait gives the first error in time, and only after everyone is done.
package main

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"
)

func main() {
	g, ctx := errgroup.WithContext(context.Background())
	done := false
	g.Go(func() error {
		<-ctx.Done()
		return errors.New("second")
	})
	g.Go(func() error { return errors.New("first") })
	g.Go(func() error {
		<-ctx.Done()
		done = true
		return nil
	})
	err := g.Wait()
	fmt.Println(err, done)
	fmt.Println(g.Wait() == err)
	var none errgroup.Group
	fmt.Println(none.Wait())
	none.Go(func() error { return errors.New("late") })
	fmt.Println(none.Wait())
}
