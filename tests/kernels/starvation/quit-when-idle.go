// The worker looks for the end only when there is no job: while jobs keep coming, whoever stops it waits.

package main

import "fmt"

func work(jobs <-chan int, quit <-chan bool) {
	for {
		select {
		case <-jobs:
		default:
			select {
			case <-jobs:
			case <-quit:
				return
			}
		}
	}
}

func main() {
	jobs, quit := make(chan int), make(chan bool)
	go work(jobs, quit)
	go func() {
		for {
			jobs <- 1 // finds: leak
		}
	}()
	quit <- true // finds: starvation
	fmt.Println("stopped")
}
