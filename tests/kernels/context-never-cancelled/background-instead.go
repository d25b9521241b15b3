// The server cancels its context, but the poller was started with one of its own that nobody cancels.

package main

import (
	"context"
	"fmt"
	"sync"
)

type Poller struct {
	wg    sync.WaitGroup
	ticks chan int
}

func (p *Poller) Start(ctx context.Context) {
	p.wg.Go(func() {
		for {
			select { // finds: deadlock
			case <-p.ticks:
			case <-ctx.Done():
				return
			}
		}
	})
}

func main() {
	_, cancel := context.WithCancel(context.Background())
	poller := &Poller{ticks: make(chan int)}
	poller.Start(context.Background())
	poller.ticks <- 1
	cancel()
	poller.wg.Wait() // finds: deadlock
	fmt.Println("stopped")
}
