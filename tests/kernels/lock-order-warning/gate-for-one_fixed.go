// Both pass the gate, so that only one of them can be between the two locks.

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
	b.Lock()
	sum++
	b.Unlock()
	a.Unlock()
	gate.Unlock()
}

func backwards() {
	gate.Lock()
	b.Lock()
	a.Lock()
	sum++
	a.Unlock()
	b.Unlock()
	gate.Unlock()
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
