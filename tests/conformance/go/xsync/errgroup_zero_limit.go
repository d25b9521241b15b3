// With a limit of 0 nobody ever gets a place.
package main

import "golang.org/x/sync/errgroup"

func main() {
	var g errgroup.Group
	g.SetLimit(0)
	g.Go(func() error { return nil })
}
