// Since Go 1.23 Stop and Reset leave no old value behind: there is nothing to drain.

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
		timer.Reset(time.Millisecond)
	}
	fmt.Println(flushed)
}
