// A recovered function returns what its named results hold; unnamed ones are zero.
package main

import (
	"errors"
	"fmt"
)

func named() (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("wrapped: %w", r.(error))
		}
	}()
	n = 5
	panic(errors.New("cause"))
}

func unnamed() int {
	defer func() { recover() }()
	x := 7
	if x > 0 {
		panic("x")
	}
	return x
}

func returning() (n int) {
	defer func() {
		recover()
		n *= 2
	}()
	defer func() { panic("after the return") }()
	return 21
}

func main() {
	fmt.Println(named())
	fmt.Println(unnamed())
	fmt.Println(returning())
}
