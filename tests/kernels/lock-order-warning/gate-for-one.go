// Going forwards a gate guards the two locks, going backwards it does not: the orders are opposite.

package main

import (
	"fmt"
	"sync"
)

var (
	gate, a, b sync.Mutex
	sum        int
)

func forwards() {
	gate.Lock()
	a.Lock()
	b.Lock() // warns: lock-order
	sum++
	b.Unlock()
	a.Unlock()
	gate.Unlock()
}

func backwards() {
	b.Lock()
	a.Lock() // warns: lock-order
	sum++
	a.Unlock()
	b.Unlock()
}

func main() {
	done := make(chan bool)
	go func() {
		forwards()
		done <- true
	}()
	<-done
	backwards()
	fmt.Println(sum)
}
