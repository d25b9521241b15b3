// The worker runs before the first job is sent.

package main

import "fmt"

func main() {
	jobs := make(chan string)
	done := make(chan bool)
	go func() {
		for job := range jobs {
			fmt.Println(job)
		}
		done <- true
	}()
	jobs <- "first"
	close(jobs)
	<-done
}
