// The table is filled and then a flag is set: a reader that sees the flag need not see the table.
// warns: schedule-dependent

package main

import "fmt"

var (
	table []string
	ready bool
)

func load() {
	table = []string{"a", "b"}
	ready = true // finds: race
}

func main() {
	go load()
	if ready { // finds: race
		fmt.Println(len(table), "entries")
	} else {
		fmt.Println("not yet")
	}
}
