// A WaitGroup that is passed by value is a copy: its Done does not reach the one that is waited for.
package main

import (
	"fmt"
	"sync"
)

func work(wg sync.WaitGroup, ch chan<- int) {
	defer wg.Done()
	ch <- 1
}

func main() {
	var wg sync.WaitGroup
	ch := make(chan int, 1)
	wg.Add(1)
	go work(wg, ch)
	fmt.Println("worked", <-ch)
	wg.Wait()
	fmt.Println("not reached")
}
