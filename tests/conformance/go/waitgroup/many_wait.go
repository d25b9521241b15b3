// Everyone who waits is released by the last Done.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var start, end sync.WaitGroup
	var released atomic.Int32
	start.Add(1)
	for range 5 {
		end.Go(func() {
			start.Wait()
			released.Add(1)
		})
	}
	before := released.Load()
	start.Done()
	end.Wait()
	fmt.Println(before, released.Load())
}
