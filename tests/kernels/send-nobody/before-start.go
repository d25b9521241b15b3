// The first job is sent before the worker runs that would receive it.

package main

import "fmt"

func main() {
	jobs := make(chan string)
	done := make(chan bool)
	jobs <- "first" // finds: deadlock
	go func() {
		for job := range jobs {
			fmt.Println(job)
		}
		done <- true
	}()
	close(jobs)
	<-done
}
