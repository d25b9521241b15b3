// Both only read, and nobody writes: readers do not keep each other out, in whichever order.

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
	stock.RLock()
	defer stock.RUnlock()
	return left - open
}

func report() int {
	stock.RLock()
	defer stock.RUnlock()
	orders.RLock()
	defer orders.RUnlock()
	return left + open
}

func main() {
	sums := make(chan int)
	go func() { sums <- summary() }()
	sum := <-sums
	fmt.Println(sum + report())
}
