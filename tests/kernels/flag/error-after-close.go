// The worker stores its error after it has closed the channel that says that it is done.
// warns: schedule-dependent

package main

import (
	"errors"
	"fmt"
)

type Task struct {
	done chan struct{}
	err  error
}

func (t *Task) run() {
	close(t.done)
	t.err = errors.New("no space left") // finds: race
}

func main() {
	task := &Task{done: make(chan struct{})}
	go task.run()
	<-task.done
	fmt.Println(task.err) // finds: race
}
