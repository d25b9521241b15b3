// Main receives what says that the report is there.

package main

import (
	"fmt"
	"runtime"
)

type report struct{ lines int }

func main() {
	var last report
	done := make(chan bool, 1)
	go func() {
		last.lines = 3
		done <- true
	}()
	for len(done) == 0 {
		runtime.Gosched()
	}
	<-done
	fmt.Println(last.lines)
}
