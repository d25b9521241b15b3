// Stop waits for the workers under the lock that they need for their last piece of work.

package main

import (
	"fmt"
	"sync"
)

type Pool struct {
	mu   sync.Mutex
	wg   sync.WaitGroup
	done int
}

func (p *Pool) Start() {
	p.wg.Go(func() {
		p.mu.Lock() // finds: deadlock
		p.done++
		p.mu.Unlock()
	})
}

func (p *Pool) Stop() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wg.Wait() // finds: deadlock
	return p.done
}

func main() {
	var pool Pool
	pool.Start()
	pool.Start()
	fmt.Println(pool.Stop())
}
