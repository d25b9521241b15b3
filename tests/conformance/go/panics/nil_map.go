// Unhandled: a write to a nil map.
package main

import "fmt"

func main() {
	var m map[string][]int
	fmt.Println(m["x"], len(m))
	delete(m, "x")
	for range m {
	}
	m["x"] = append(m["x"], 1)
}
