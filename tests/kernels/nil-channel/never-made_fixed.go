// A constructor makes everything that a worker needs.

package main

import "fmt"

type Worker struct {
	jobs chan string
	done chan bool
}

func (w *Worker) Run() {
	fmt.Println(<-w.jobs)
	w.done <- true
}

func NewWorker() *Worker {
	return &Worker{jobs: make(chan string), done: make(chan bool)}
}

func main() {
	worker := NewWorker()
	go worker.Run()
	worker.jobs <- "sweep"
	<-worker.done
}
