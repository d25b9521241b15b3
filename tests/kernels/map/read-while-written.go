// The lookup takes no lock since it only reads, while the refresh writes.

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
	p.of[item] = price // finds: race
}

func (p *Prices) Get(item string) int {
	return p.of[item] // finds: fatal // finds: race
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
