// Run-time errors are errors of the type runtime.Error and can be told from others.
package main

import (
	"errors"
	"fmt"
	"runtime"
)

func kind(f func()) (text string) {
	defer func() {
		switch r := recover().(type) {
		case nil:
			text = "no panic"
		case runtime.Error:
			text = "runtime error: " + r.Error()[len("runtime error: "):]
		case error:
			text = "error: " + r.Error()
		case string:
			text = "string: " + r
		default:
			text = fmt.Sprintf("%T: %v", r, r)
		}
	}()
	f()
	return
}

func main() {
	zero := 0
	fmt.Println(kind(func() {}))
	fmt.Println(kind(func() { fmt.Println(1 / zero) }))
	fmt.Println(kind(func() { panic(errors.New("own")) }))
	fmt.Println(kind(func() { panic("own") }))
	fmt.Println(kind(func() { panic([]int{1}) }))
	var err error
	fmt.Println(kind(func() { fmt.Println(err.Error()) }))
}
