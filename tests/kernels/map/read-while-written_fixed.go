// Reading takes the lock, too.

package main

import (
	"fmt"
	"sync"
)

type Prices struct {
	mu sync.Mutex
	of map[string]int
}

func (p *Prices) Refresh(item string, price int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.of[item] = price
}

func (p *Prices) Get(item string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.of[item]
}

func main() {
	prices := &Prices{of: map[string]int{"tea": 3}}
	done := make(chan bool)
	go func() {
		prices.Refresh("tea", 4)
		done <- true
	}()
	prices.Get("tea")
	<-done
	fmt.Println(prices.Get("tea"))
}
