// Jobs and the end are waited for together, and whoever makes the jobs is stopped as well.

package main

import "fmt"

func work(jobs <-chan int, quit <-chan bool) {
	for {
		select {
		case <-jobs:
		case <-quit:
			return
		}
	}
}

func main() {
	jobs, quit := make(chan int), make(chan bool)
	go work(jobs, quit)
	go func() {
		for {
			select {
			case jobs <- 1:
			case <-quit:
				return
			}
		}
	}()
	close(quit)
	fmt.Println("stopped")
}
