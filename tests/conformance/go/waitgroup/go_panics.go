// A panic in a function started by wg.Go ends the program and is shown as repanicked.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	wg.Go(func() {
		defer fmt.Println("its own deferred call runs")
		panic("boom")
	})
	wg.Wait()
	fmt.Println("not reached")
}
