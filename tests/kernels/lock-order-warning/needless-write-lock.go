// The report takes write locks although it only reads, in the opposite order to that of the summary.

package main

import (
	"fmt"
	"sync"
)

var (
	orders, stock sync.RWMutex
	open, left    = 2, 5
)

func summary() int {
	orders.RLock()
	defer orders.RUnlock()
	stock.RLock() // warns: lock-order
	defer stock.RUnlock()
	return left - open
}

func report() int {
	stock.Lock()
	defer stock.Unlock()
	orders.Lock() // warns: lock-order
	defer orders.Unlock()
	return left + open
}

func main() {
	sums := make(chan int)
	go func() { sums <- summary() }()
	sum := <-sums
	fmt.Println(sum + report())
}
