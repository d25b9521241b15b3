// The WaitGroup is handed over by value: the workers count down copies of it.

package main

import (
	"fmt"
	"sync"
)

func work(jobs <-chan int, wg sync.WaitGroup) {
	defer wg.Done()
	for range jobs {
	}
}

func main() {
	var wg sync.WaitGroup
	jobs := make(chan int)
	wg.Add(1)
	go work(jobs, wg)
	jobs <- 1
	close(jobs)
	wg.Wait() // finds: deadlock
	fmt.Println("done")
}
