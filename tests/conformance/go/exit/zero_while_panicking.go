// os.Exit in a deferred call ends a panic without a word.
package main

import (
	"fmt"
	"os"
)

func main() {
	defer func() {
		fmt.Fprintln(os.Stderr, "cleaning up")
		os.Exit(0)
	}()
	panic("never shown")
}
