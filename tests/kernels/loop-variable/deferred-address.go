// The jobs are queued by the address of one variable that the loop fills anew: the worker sees a later job, or half of one.
// warns: schedule-dependent

package main

import "fmt"

type Job struct{ id, size int }

func main() {
	queue := make(chan *Job)
	done := make(chan int)
	go func() {
		sum := 0
		for job := range queue {
			sum += job.size // finds: race
		}
		done <- sum
	}()
	var job Job
	for id := range 2 {
		job.id, job.size = id, 10*id // finds: race
		queue <- &job
	}
	close(queue)
	fmt.Println(<-done)
}
