// A deadlock of goroutines that wait for different things.
package main

import "sync"

type gate struct {
	mu   sync.Mutex
	cond *sync.Cond
}

func (g *gate) pass() {
	g.mu.Lock()
	g.cond.Wait()
}

func send(ch chan<- int) { ch <- 1 }

func main() {
	g := &gate{}
	g.cond = sync.NewCond(&g.mu)
	var held sync.Mutex
	var shared sync.RWMutex
	var wait sync.WaitGroup
	held.Lock()
	shared.Lock()
	wait.Add(1)
	ch, none := make(chan int), chan int(nil)
	go g.pass()
	go send(ch)
	go func() { <-none }()
	go func() { none <- 1 }()
	go func() { held.Lock() }()
	go func() { shared.RLock() }()
	go func() {
		select {
		case <-none:
		case none <- 1:
		}
	}()
	go func() { select {} }()
	go func() {
		for range none {
		}
	}()
	wait.Wait()
}
