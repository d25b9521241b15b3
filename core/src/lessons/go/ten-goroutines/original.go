package main

import (
	"fmt"
	"sync"
)

const n = 10 //@param n

func main() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	ch := make(chan int)

	wg.Add(n)                     //@add
	for id := 2; id < n+2; id++ { // main is goroutine 1
		go func() { //@go
			fmt.Println(id, "does its work") //@work
			mu.Lock()                        //@lock
			ch <- id                         //@send
			mu.Unlock()                      //@unlock
			wg.Done()                        //@done
		}()
	}

	wg.Wait() //@wait
	for range n {
		id := <-ch                  //@receive
		fmt.Println("received", id) //@print
	}
} //@return
