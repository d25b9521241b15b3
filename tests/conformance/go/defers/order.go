// Deferred calls run last in, first out; their function and arguments are evaluated when the defer is reached.
package main

import "fmt"

type logger struct{ prefix string }

func (l logger) byValue(s string)    { fmt.Println(l.prefix, s) }
func (l *logger) byPointer(s string) { fmt.Println(l.prefix, s) }

func trace(s string) string {
	fmt.Println("enter", s)
	return s
}

func leave(s string) { fmt.Println("leave", s) }

func nested() {
	defer leave(trace("nested"))
	fmt.Println("in nested")
}

func main() {
	for i := range 3 {
		defer fmt.Println("loop", i)
	}
	x := 1
	defer fmt.Println("argument", x)
	defer func() { fmt.Println("closure", x) }()
	x = 2
	l := logger{"old"}
	defer l.byValue("value")
	defer l.byPointer("pointer")
	l.prefix = "new"
	f := func() { fmt.Println("first function") }
	defer f()
	f = func() { fmt.Println("second function") }
	nested()
	if x == 2 {
		defer fmt.Println("conditional")
	}
	func() {
		defer fmt.Println("at the end of the inner function")
	}()
	fmt.Println("main ends")
}
