// The caller stops waiting after a timeout, and the worker has nobody to give its result to.

package main

import (
	"fmt"
	"time"
)

func slow() string {
	time.Sleep(20 * time.Millisecond)
	return "done"
}

func query(patience time.Duration) string {
	result := make(chan string)
	go func() {
		result <- slow() // finds: leak
	}()
	select {
	case text := <-result:
		return text
	case <-time.After(patience):
		return "timeout"
	}
}

func main() {
	fmt.Println(query(5 * time.Millisecond))
	time.Sleep(50 * time.Millisecond)
}
