// Watch which failure is the first one to be kept: all the tasks end, and one error is told.
// nondeterministic

package main

import (
	"fmt"
	"sync"
)

const tasks = 4 // 1..32

type Group struct {
	wg   sync.WaitGroup
	once sync.Once
	err  error
}

func (g *Group) Go(task func() error) {
	g.wg.Go(func() {
		if err := task(); err != nil {
			g.once.Do(func() { g.err = err })
		}
	})
}

func main() {
	var group Group
	for id := range tasks {
		group.Go(func() error {
			if id%2 == 1 {
				return fmt.Errorf("task %d failed", id)
			}
			return nil
		})
	}
	group.wg.Wait()
	fmt.Println(group.err)
}
