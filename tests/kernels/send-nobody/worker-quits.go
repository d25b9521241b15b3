// A worker that fails stops receiving, and the producer does not learn of it.

package main

import (
	"errors"
	"fmt"
)

func worker(jobs <-chan int, failed chan<- error) {
	for job := range jobs {
		if job == 2 {
			failed <- errors.New("job 2 is broken")
			return
		}
	}
	failed <- nil
}

func main() {
	jobs, failed := make(chan int), make(chan error, 1)
	go worker(jobs, failed)
	for job := 1; job <= 4; job++ {
		jobs <- job // finds: deadlock
	}
	close(jobs)
	fmt.Println(<-failed)
}
