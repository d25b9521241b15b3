// Three mirrors are asked and the first answer is taken: the other two never get rid of theirs.

package main

import (
	"fmt"
	"sync"
)

func fastest(mirrors []string) string {
	answers := make(chan string)
	for _, mirror := range mirrors {
		go func() {
			answers <- "found by " + mirror // finds: leak
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
