// A ticker ticks again and again until it is stopped, and can be given another interval.
package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	t := time.NewTicker(3 * time.Millisecond)
	last := start
	for i := range 3 {
		now := <-t.C
		fmt.Println("tick", i, now.After(last))
		last = now
	}
	fmt.Println(time.Since(start) >= 9*time.Millisecond)
	t.Reset(time.Millisecond)
	<-t.C
	t.Stop()
	select {
	case <-t.C:
		fmt.Println("not reached")
	case <-time.After(8 * time.Millisecond):
		fmt.Println("stopped")
	}
	t.Reset(2 * time.Millisecond)
	<-t.C
	fmt.Println("ticks again")
}
