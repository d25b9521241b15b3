// Goexit in a function started by wg.Go counts as done.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	wg.Go(func() {
		defer fmt.Println("deferred")
		runtime.Goexit()
	})
	wg.Wait()
	fmt.Println("main goes on")
}
