// The struct is made, its channel is not: sending to a nil channel waits for ever.

package main

import "fmt"

type Worker struct {
	jobs chan string
	done chan bool
}

func (w *Worker) Run() {
	fmt.Println(<-w.jobs) // finds: deadlock
	w.done <- true
}

func main() {
	worker := &Worker{done: make(chan bool)}
	go worker.Run()
	worker.jobs <- "sweep" // finds: deadlock
	<-worker.done
}
