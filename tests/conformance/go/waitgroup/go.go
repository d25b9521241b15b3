// wg.Go starts a function and counts it.
package main

import (
	"fmt"
	"sync"
)

type task struct{ done bool }

func (t *task) run() { t.done = true }

func main() {
	var wg sync.WaitGroup
	tasks := make([]task, 4)
	for i := range tasks {
		wg.Go(tasks[i].run)
	}
	wg.Wait()
	fmt.Println(tasks)
	wg.Go(func() {
		wg.Go(func() { tasks[0].done = false })
	})
	wg.Wait()
	fmt.Println(tasks)
}
