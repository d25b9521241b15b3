// A goroutine that panics says which function started it, and in which goroutine.
package main

import "sync"

func start(wait *sync.WaitGroup) {
	wait.Add(1)
	go func() {
		defer wait.Done()
		var m map[string]int
		m["a"] = 1
	}()
}

func main() {
	var wait sync.WaitGroup
	start(&wait)
	wait.Wait()
	select {}
}
