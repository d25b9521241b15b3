// It is printed when the writer is done.

package main

import "fmt"

type Stats struct {
	name string
	hits map[string]int
}

func main() {
	stats := Stats{"requests", map[string]int{}}
	done := make(chan bool)
	go func() {
		stats.hits["/"] = 1
		done <- true
	}()
	<-done
	fmt.Println(stats.name != "", stats)
}
