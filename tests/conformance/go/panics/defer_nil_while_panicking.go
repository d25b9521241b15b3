// A deferred nil function is called while a panic unwinds, which is a panic of its own: it can be recovered from.
package main

import "fmt"

func main() {
	defer func() { fmt.Println("outer:", recover()) }()
	func() {
		defer func() { fmt.Println("inner:", recover()) }()
		var cleanup func()
		defer cleanup()
		var m map[string]int
		m["x"] = 1
	}()
	var nothing func()
	for range func(yield func() bool) { yield() } {
		defer nothing()
	}
	panic("before")
}
