// Two connections share one idle timer: it fires once, and one of the two hears of it.

package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	idle := time.NewTimer(time.Millisecond)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			<-idle.C // finds: deadlock
		})
	}
	wg.Wait() // finds: deadlock
	fmt.Println("both closed")
}
