// The order of a range over a map varies from run to run.
// nondeterministic
package main

import "fmt"

func main() {
	for k, v := range map[string]int{"a": 1, "b": 2, "c": 3} {
		fmt.Print(k, v, " ")
	}
	fmt.Println()
}
