// Watch the second one close what is closed already: only one goroutine may close a channel, and only once.

package main

import "sync"

const closers = 2 // 1..8

func main() {
	var wg sync.WaitGroup
	done := make(chan bool)

	wg.Add(closers)
	for range closers {
		go func() {
			close(done)
			wg.Done()
		}()
	}
	wg.Wait()
}
