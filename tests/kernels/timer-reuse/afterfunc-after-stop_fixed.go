// Both take the lock for the status.

package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	status := "running"
	timeout := time.AfterFunc(time.Millisecond, func() {
		mu.Lock()
		defer mu.Unlock()
		status = "timed out"
	})
	time.Sleep(time.Millisecond) // the work
	stopped := timeout.Stop()
	mu.Lock()
	defer mu.Unlock()
	if stopped {
		status = "done"
	}
	fmt.Println(len(status) > 0)
}
