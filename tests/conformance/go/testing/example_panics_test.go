// An example that panics is reported, and its panic goes on.
package main

import "fmt"

func Example_fine() {
	fmt.Println("fine")
	// Output: fine
}

func Example_panics() {
	fmt.Println("kept, and lost")
	panic("on purpose")
	// Output: kept, and lost
}

func Example_neverRun() {
	fmt.Println("never")
	// Output: never
}
