// A type that holds itself, and package variables that need each other.
package main

type node struct {
	value int
	next  node
}

type a struct{ b b }
type b struct{ a [2]a }

var x = y
var y = f()

func f() int { return x }

func main() {}
