// A limit lets so many run at once: Go waits for a place, and TryGo does not.
package main

import (
	"fmt"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

func main() {
	var g errgroup.Group
	g.SetLimit(2)
	var running, most atomic.Int32
	for range 6 {
		g.Go(func() error {
			now := running.Add(1)
			for {
				before := most.Load()
				if now <= before || most.CompareAndSwap(before, now) {
					break
				}
			}
			time.Sleep(5 * time.Millisecond)
			running.Add(-1)
			return nil
		})
	}
	fmt.Println(g.Wait(), most.Load())

	hold := make(chan int)
	wait := func() error {
		<-hold
		return nil
	}
	fmt.Println(g.TryGo(wait), g.TryGo(wait), g.TryGo(wait))
	hold <- 1
	hold <- 1
	g.Wait()
	fmt.Println(g.TryGo(func() error { return fmt.Errorf("at last") }))
	fmt.Println(g.Wait())
	g.SetLimit(-1)
	for range 3 {
		fmt.Print(g.TryGo(wait), " ")
	}
	fmt.Println()
	close(hold)
	g.Wait()
	g.SetLimit(0)
	fmt.Println(g.TryGo(wait))
}
