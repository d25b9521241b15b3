// By %+v a pointer to a struct is followed, also for who only wants to know what it is.

package main

import "fmt"

type Job struct{ tries int }

func main() {
	job := &Job{}
	done := make(chan bool)
	go func() {
		job.tries = 0 // finds: race
		done <- true
	}()
	fmt.Printf("%T %+v\n", job, job) // finds: race
	<-done
}
