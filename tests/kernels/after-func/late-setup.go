// The function of a timer is another goroutine: that it is started late orders it after nothing that main does meanwhile.

package main

import (
	"fmt"
	"time"
)

func main() {
	limit := 0
	done := make(chan bool)
	time.AfterFunc(time.Second, func() {
		fmt.Println(limit > 0) // finds: race
		done <- true
	})
	limit = 10 // finds: race
	<-done
}
