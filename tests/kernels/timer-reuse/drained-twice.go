// The timer has fired and its channel was received from; before it is set again, the channel is drained once more.

package main

import (
	"fmt"
	"time"
)

func main() {
	flushed := 0
	timer := time.NewTimer(time.Millisecond)
	for flushed < 2 {
		<-timer.C
		flushed++
		if !timer.Stop() {
			<-timer.C // finds: deadlock
		}
		timer.Reset(time.Millisecond)
	}
	fmt.Println(flushed)
}
