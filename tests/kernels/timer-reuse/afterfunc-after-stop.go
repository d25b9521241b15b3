// Stop does not wait for a function that has begun: the timeout may still write what main reads.

package main

import (
	"fmt"
	"time"
)

func main() {
	status := "running"
	timeout := time.AfterFunc(time.Millisecond, func() {
		status = "timed out" // finds: race
	})
	time.Sleep(time.Millisecond) // the work
	if timeout.Stop() {
		status = "done"
	}
	fmt.Println(len(status) > 0) // finds: race
}
