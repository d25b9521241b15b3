// The channel has room for the result: the worker can leave it there and end.

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
	result := make(chan string, 1)
	go func() {
		result <- slow()
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
