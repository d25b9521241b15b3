// Panics in deferred calls of panics: all are shown, the oldest first.
package main

import "fmt"

func main() {
	defer func() {
		panic(fmt.Errorf("third"))
	}()
	defer func() {
		panic("second")
	}()
	panic("first")
}
