package main

import (
	"sync"
	"time"
)

const (
	n      = 5                    //@param n
	m      = 1                    //@param m
	rounds = 3                    //@param rounds
	hold   = 2 * time.Millisecond //@param hold
)

func main() {
	// Who is woken when a lock is given back: go //@param wake
	var locks [m]sync.Mutex
	var wg sync.WaitGroup

	wg.Add(n) //@add
	for id := range n {
		go func() { //@go
			for round := range rounds {
				mu := &locks[(id+round)%m]
				mu.Lock()        //@lock
				time.Sleep(hold) //@hold
				mu.Unlock()      //@unlock
			}
			wg.Done() //@done
		}()
	}
	wg.Wait() //@wait
} //@return
