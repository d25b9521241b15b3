// Watch main pass the Wait before anyone was counted: Add has to come before the go statement, not inside.
// nondeterministic

package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

const workers = 2 // 1..16

func main() {
	var wg sync.WaitGroup
	var finished atomic.Int64
	for range workers {
		go func() {
			wg.Add(1) // too late: main may be waiting already, or be done with it
			finished.Add(1)
			wg.Done()
		}()
	}
	wg.Wait()
	fmt.Println("finished:", finished.Load(), "of", workers)
}
