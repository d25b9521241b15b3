// Println reads all that its operand leads to: here a map in a struct, to which somebody writes.
// warns: schedule-dependent

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
		stats.hits["/"] = 1 // finds: race
		done <- true
	}()
	fmt.Println(stats.name != "", stats) // finds: race
	<-done
}
