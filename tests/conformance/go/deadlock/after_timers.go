// Sleepers and timers put the deadlock off until they are done.
package main

import (
	"fmt"
	"time"
)

func main() {
	ch := make(chan int)
	stopped := time.NewTimer(time.Hour)
	stopped.Stop()
	go func() {
		time.Sleep(4 * time.Millisecond)
		fmt.Println("a sleeper wakes")
		time.AfterFunc(8*time.Millisecond, func() { fmt.Println("a timer fires") })
	}()
	<-ch
}
