// A fatal error in a deferred call is told after the panics that it came in the middle of, of which no method is called.
package main

import (
	"errors"
	"sync"
)

type code int

func (c code) Error() string { return "nobody asks" }

func main() {
	var mu sync.Mutex
	defer mu.Unlock()
	defer func() { panic(errors.New("by its address")) }()
	defer func() { panic(code(7)) }()
	defer func() { panic(recover()) }()
	panic("the first\nof two lines")
}
