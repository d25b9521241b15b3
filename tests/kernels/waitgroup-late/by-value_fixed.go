// The worker gets a pointer.

package main

import (
	"fmt"
	"sync"
)

func work(jobs <-chan int, wg *sync.WaitGroup) {
	defer wg.Done()
	for range jobs {
	}
}

func main() {
	var wg sync.WaitGroup
	jobs := make(chan int)
	wg.Add(1)
	go work(jobs, &wg)
	jobs <- 1
	close(jobs)
	wg.Wait()
	fmt.Println("done")
}
