// An example that leaves its goroutine fails.
package main

import (
	"fmt"
	"runtime"
)

func Example_leaves() {
	fmt.Println("gone")
	runtime.Goexit()
	// Output: gone
}
