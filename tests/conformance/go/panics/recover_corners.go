// recover helps only when a deferred function calls it itself.
package main

import "fmt"

func helper() any { return recover() }

func try(name string, f func()) {
	defer func() {
		fmt.Println(name, "- left over:", recover())
	}()
	f()
}

func main() {
	fmt.Println(recover())
	try("called by a helper", func() {
		defer func() { helper() }()
		panic(1)
	})
	try("the helper is deferred itself", func() {
		defer helper()
		panic(2)
	})
	try("in a nested closure", func() {
		defer func() {
			func() { recover() }()
		}()
		panic(3)
	})
	try("deferred inside the deferred", func() {
		defer func() {
			defer func() { recover() }()
		}()
		panic(4)
	})
	try("recover deferred directly", func() {
		defer recover()
		panic(5)
	})
	try("twice", func() {
		defer func() { fmt.Println("first", recover(), "second", recover()) }()
		panic(6)
	})
	try("the arguments are evaluated early", func() {
		defer fmt.Println("argument", recover())
		panic(7)
	})
	try("a later panic replaces", func() {
		defer func() { panic("new") }()
		panic("old")
	})
}
