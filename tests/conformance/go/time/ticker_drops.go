// A ticker does not pile up ticks for a slow reader: at most one is kept.
package main

import (
	"fmt"
	"time"
)

func main() {
	t := time.NewTicker(2 * time.Millisecond)
	time.Sleep(15 * time.Millisecond)
	t.Stop()
	select {
	case <-t.C:
		fmt.Println("not reached: Stop leaves no stale tick")
	default:
		fmt.Println("nothing")
	}
	t.Reset(2 * time.Millisecond)
	time.Sleep(15 * time.Millisecond)
	<-t.C
	t.Reset(time.Hour)
	select {
	case <-t.C:
		fmt.Println("not reached")
	default:
		fmt.Println("one at most")
	}
}
