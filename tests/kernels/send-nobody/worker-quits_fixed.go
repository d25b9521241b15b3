// A worker that has failed goes on receiving, and only drops what comes.

package main

import (
	"errors"
	"fmt"
)

func worker(jobs <-chan int, failed chan<- error) {
	var err error
	for job := range jobs {
		if job == 2 && err == nil {
			err = errors.New("job 2 is broken")
		}
	}
	failed <- err
}

func main() {
	jobs, failed := make(chan int), make(chan error, 1)
	go worker(jobs, failed)
	for job := 1; job <= 4; job++ {
		jobs <- job
	}
	close(jobs)
	fmt.Println(<-failed)
}
