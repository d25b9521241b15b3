// An error that only has the words of a nil dereference comes by no signal.
package main

import "errors"

func main() {
	panic(errors.New("runtime error: invalid memory address or nil pointer dereference"))
}
