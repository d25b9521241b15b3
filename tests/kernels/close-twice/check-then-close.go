// Whether the channel is closed is asked first: two who ask at the same time both close it.

package main

import (
	"fmt"
	"sync"
)

type Gate struct {
	open chan struct{}
}

func (g *Gate) Open() {
	select {
	case <-g.open:
	default:
		close(g.open) // finds: panic
	}
}

func main() {
	gate := &Gate{open: make(chan struct{})}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(gate.Open)
	}
	wg.Wait()
	fmt.Println("open")
}
