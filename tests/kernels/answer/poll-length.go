// Main looks whether the report is there by the length of the channel. A look orders nothing: the report may be read half done.

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
		last.lines = 3 // finds: race
		done <- true
	}()
	for len(done) == 0 {
		runtime.Gosched()
	}
	fmt.Println(last.lines) // finds: race
}
