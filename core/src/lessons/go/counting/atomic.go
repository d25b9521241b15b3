package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

const (
	n = 4 //@param n
	k = 3 //@param k
)

func main() {
	var wg sync.WaitGroup
	var counter atomic.Int64

	wg.Add(n) //@add
	for range n {
		go func() { //@go
			for range k {
				counter.Add(1) //@increment
			}
			wg.Done() //@done
		}()
	}

	wg.Wait()                                            //@wait
	fmt.Println("counter is", counter.Load(), "of", n*k) //@print
} //@return
