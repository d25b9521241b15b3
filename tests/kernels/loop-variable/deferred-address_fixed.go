// Each round makes a job of its own.

package main

import "fmt"

type Job struct{ id, size int }

func main() {
	queue := make(chan *Job)
	done := make(chan int)
	go func() {
		sum := 0
		for job := range queue {
			sum += job.size
		}
		done <- sum
	}()
	for id := range 2 {
		queue <- &Job{id: id, size: 10 * id}
	}
	close(queue)
	fmt.Println(<-done)
}
