// A closed channel tells that the table is there, and orders the two.

package main

import "fmt"

var (
	table []string
	ready = make(chan struct{})
)

func load() {
	table = []string{"a", "b"}
	close(ready)
}

func main() {
	go load()
	<-ready
	fmt.Println(len(table), "entries")
}
