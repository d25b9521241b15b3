// Reset starts a timer anew, whether it runs, has fired or was stopped; an old value is not seen.
package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	t := time.NewTimer(time.Hour)
	fmt.Println("running:", t.Reset(2*time.Millisecond))
	<-t.C
	fmt.Println("read:", t.Reset(time.Millisecond))
	time.Sleep(10 * time.Millisecond)
	fmt.Println("fired, unread:", t.Reset(30*time.Millisecond))
	select {
	case <-t.C:
		fmt.Println("not reached: a stale value")
	default:
		fmt.Println("no stale value")
	}
	<-t.C
	fmt.Println(time.Since(start) >= 42*time.Millisecond)
	t.Stop()
	fmt.Println("stopped:", t.Reset(time.Millisecond))
	<-t.C
}
