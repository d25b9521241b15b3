// There is room for every answer, so that nobody has to wait for a receiver.

package main

import (
	"fmt"
	"sync"
)

func fastest(mirrors []string) string {
	answers := make(chan string, len(mirrors))
	for _, mirror := range mirrors {
		go func() {
			answers <- "found by " + mirror
		}()
	}
	return <-answers
}

func main() {
	var once sync.Once
	if fastest([]string{"a", "b", "c"}) != "" {
		once.Do(func() { fmt.Println("found") })
	}
}
