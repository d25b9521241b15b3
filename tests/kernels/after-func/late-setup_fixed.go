// Everything is there before the timer is started.

package main

import (
	"fmt"
	"time"
)

func main() {
	limit := 10
	done := make(chan bool)
	time.AfterFunc(time.Second, func() {
		fmt.Println(limit > 0)
		done <- true
	})
	<-done
}
