// A mutex makes one thing of asking and closing.

package main

import (
	"fmt"
	"sync"
)

type Gate struct {
	mu   sync.Mutex
	open chan struct{}
}

func (g *Gate) Open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-g.open:
	default:
		close(g.open)
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
