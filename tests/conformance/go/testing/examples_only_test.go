// A file that has only an example is a file of tests.
package main

import "fmt"

func Example_prints() {
	fmt.Println("1 2 3")
	// Output: 1 2 3
}
