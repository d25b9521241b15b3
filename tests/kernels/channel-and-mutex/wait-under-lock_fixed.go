// Stop waits first and locks then.

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
		p.mu.Lock()
		p.done++
		p.mu.Unlock()
	})
}

func (p *Pool) Stop() int {
	p.wg.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.done
}

func main() {
	var pool Pool
	pool.Start()
	pool.Start()
	fmt.Println(pool.Stop())
}
