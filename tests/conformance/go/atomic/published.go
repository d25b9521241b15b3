// What was written before an atomic store is seen by who loads it.
package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

func main() {
	var data [3]string
	var ready atomic.Bool
	go func() {
		data = [3]string{"all", "of", "it"}
		ready.Store(true)
	}()
	for !ready.Load() {
		runtime.Gosched()
	}
	fmt.Println(data)
}
