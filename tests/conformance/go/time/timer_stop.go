// Stop says whether it stopped the timer, and no stale value is left in the channel.
package main

import (
	"fmt"
	"time"
)

func empty(t *time.Timer) bool {
	select {
	case <-t.C:
		return false
	default:
		return true
	}
}

func main() {
	t := time.NewTimer(time.Hour)
	fmt.Println(t.Stop(), t.Stop(), empty(t))
	t = time.NewTimer(time.Millisecond)
	time.Sleep(10 * time.Millisecond)
	fmt.Println("fired, unread: len", len(t.C), "cap", cap(t.C))
	fmt.Println("Stop", t.Stop(), "empty", empty(t))
	t = time.NewTimer(time.Millisecond)
	<-t.C
	fmt.Println("read: Stop", t.Stop(), "empty", empty(t))
}
