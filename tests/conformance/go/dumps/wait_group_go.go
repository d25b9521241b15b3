// WaitGroup.Go with a function that panics ends the process, and the dump shows who started it.
package main

import "sync"

func fail() { panic("in wg.Go") }

func main() {
	var wait sync.WaitGroup
	wait.Go(fail)
	wait.Wait()
	select {}
}
