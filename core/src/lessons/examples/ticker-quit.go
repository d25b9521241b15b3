// Watch a goroutine wait for two things at once: the next tick, and the word that it should stop.

package main

import (
	"fmt"
	"time"
)

const ticks = 3 // 1..20

func main() {
	beat := make(chan int)
	quit := make(chan bool)
	gone := make(chan bool)

	go func() {
		defer close(gone)
		ticker := time.NewTicker(2 * time.Millisecond)
		defer ticker.Stop()
		for count := 1; ; count++ {
			select {
			case <-ticker.C:
			case <-quit:
				return
			}
			select {
			case beat <- count:
			case <-quit:
				return
			}
		}
	}()

	for range ticks {
		fmt.Println("tick", <-beat)
	}
	close(quit)
	<-gone
}
