// Each connection has a timer of its own.

package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			idle := time.NewTimer(time.Millisecond)
			<-idle.C
		})
	}
	wg.Wait()
	fmt.Println("both closed")
}
