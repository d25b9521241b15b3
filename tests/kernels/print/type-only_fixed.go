// By %T only the type is looked at, and behind %v a pointer to a number is an address.

package main

import "fmt"

type Job struct{ tries int }

func main() {
	job, tries := &Job{}, 0
	count := &tries
	done := make(chan bool)
	go func() {
		job.tries = 1
		*count = 1
		done <- true
	}()
	fmt.Printf("%T\n", job)
	fmt.Println(count != nil, fmt.Sprint(count) != "")
	<-done
}
