// The poller lives as long as the server's context.

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
			select {
			case <-p.ticks:
			case <-ctx.Done():
				return
			}
		}
	})
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	poller := &Poller{ticks: make(chan int)}
	poller.Start(ctx)
	poller.ticks <- 1
	cancel()
	poller.wg.Wait()
	fmt.Println("stopped")
}
