// The channel is closed when everything stands.

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
	t.err = errors.New("no space left")
	close(t.done)
}

func main() {
	task := &Task{done: make(chan struct{})}
	go task.run()
	<-task.done
	fmt.Println(task.err)
}
