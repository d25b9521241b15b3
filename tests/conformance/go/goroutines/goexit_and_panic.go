// Goexit in a deferred call ends a panic, and a recovered panic does not end a Goexit.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	wg.Go(func() {
		defer fmt.Println("outer")
		defer runtime.Goexit()
		panic("swallowed by Goexit")
	})
	wg.Wait()
	wg.Go(func() {
		func() {
			defer func() {
				defer func() { fmt.Println("recovered", recover()) }()
				panic("while leaving")
			}()
			runtime.Goexit()
		}()
		fmt.Println("not reached: the Goexit goes on")
	})
	wg.Wait()
	fmt.Println("main goes on")
}
