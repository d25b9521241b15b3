// What Go refuses, and what it says of those who wait for ever: one case a run, named by the first argument.
package main

import (
	"os"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	var rw sync.RWMutex
	var wg sync.WaitGroup
	var none chan int
	ch := make(chan int)
	later := func(f func()) {
		go f()
		time.Sleep(20 * time.Millisecond)
	}
	switch os.Args[1] {
	case "send on closed":
		close(ch)
		ch <- 1
	case "close on a sender":
		go func() {
			time.Sleep(20 * time.Millisecond)
			close(ch)
		}()
		ch <- 1
	case "select of a closed":
		close(ch)
		select {
		case ch <- 1:
		default:
		}
	case "close of closed":
		close(ch)
		close(ch)
	case "close of nil":
		close(none)
	case "capacity":
		n := len(os.Args) - 3
		_ = make(chan int, n)
	case "unlock":
		mu.Unlock()
	case "read unlock":
		rw.RUnlock()
	case "write unlock":
		rw.RLock()
		rw.Unlock()
	case "negative count":
		wg.Add(1)
		wg.Add(-2)
	case "wg.Go":
		wg.Go(func() { panic("boom") })
		wg.Wait()
	case "send to nil":
		none <- 1
	case "receive from nil":
		<-none
	case "select of no case":
		select {}
	case "select of one case":
		select {
		case <-ch:
		}
	case "select of one nil case":
		select {
		case none <- 1:
		}
	case "select of two cases":
		select {
		case <-ch:
		case <-none:
		}
	case "select of nil cases":
		select {
		case <-none:
		case none <- 1:
		}
	case "read again behind a writer":
		rw.RLock()
		later(func() { rw.Lock() })
		rw.RLock()
	case "a writer behind a writer":
		rw.RLock()
		later(func() { rw.Lock() })
		rw.Lock()
	case "write twice":
		rw.Lock()
		rw.Lock()
	case "lock twice":
		mu.Lock()
		mu.Lock()
	case "wait":
		wg.Add(1)
		wg.Wait()
	}
}
