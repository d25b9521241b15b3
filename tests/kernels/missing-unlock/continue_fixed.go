// A job that was done already is not skipped, there is just nothing to do: the unlock is passed each time.

package main

import (
	"fmt"
	"sync"
)

var (
	mu   sync.Mutex
	done = map[string]bool{}
)

func work(jobs []string) {
	for _, job := range jobs {
		mu.Lock()
		if !done[job] {
			done[job] = true
		}
		mu.Unlock()
	}
}

func main() {
	var wg sync.WaitGroup
	wg.Go(func() { work([]string{"sweep", "paint"}) })
	wg.Go(func() { work([]string{"paint", "sweep"}) })
	wg.Wait()
	fmt.Println(len(done), "jobs")
}
