// A job that was done already is skipped with continue, past the unlock.

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
		mu.Lock() // finds: deadlock
		if done[job] {
			continue
		}
		done[job] = true
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
