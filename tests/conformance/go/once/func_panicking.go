// OnceFunc panics with the same value at every call when its function has panicked.
package main

import (
	"errors"
	"fmt"
	"sync"
)

func try(f func()) {
	defer func() { fmt.Println("recovered", recover()) }()
	f()
	fmt.Println("returned")
}

func main() {
	calls := 0
	f := sync.OnceFunc(func() { calls++; panic("first and only") })
	try(f)
	try(f)
	fmt.Println(calls)
	failure := errors.New("no value")
	v := sync.OnceValue(func() int { calls++; panic(failure) })
	for range 2 {
		func() {
			defer func() { fmt.Println(recover() == failure) }()
			fmt.Println(v())
		}()
	}
	fmt.Println(calls)
}
