// OnceFunc, OnceValue and OnceValues call their function once and remember what it gave.
package main

import (
	"errors"
	"fmt"
	"sync"
)

func main() {
	hello := sync.OnceFunc(func() { fmt.Println("hello") })
	hello()
	hello()
	n := 0
	next := sync.OnceValue(func() int { n++; return n * 100 })
	fmt.Println(next(), next(), n)
	load := sync.OnceValues(func() (string, error) {
		fmt.Println("loading")
		return "half", errors.New("the rest is missing")
	})
	for range 2 {
		s, err := load()
		fmt.Println(s, err)
	}
}
