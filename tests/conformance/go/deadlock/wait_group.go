// One Done is missing, so Wait never returns.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	wg.Add(3)
	for i := range 2 {
		go func() {
			defer wg.Done()
			fmt.Sprint(i)
		}()
	}
	wg.Wait()
}
