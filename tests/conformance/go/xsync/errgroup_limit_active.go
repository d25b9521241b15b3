// The limit of a group in which somebody runs cannot be changed.
package main

import (
	"fmt"

	"golang.org/x/sync/errgroup"
)

func main() {
	var g errgroup.Group
	g.SetLimit(3)
	hold := make(chan int)
	for range 2 {
		g.Go(func() error {
			<-hold
			return nil
		})
	}
	defer func() {
		fmt.Println(recover())
		close(hold)
		fmt.Println(g.Wait())
	}()
	g.SetLimit(4)
}
