// Package variables are initialised in the order of what they need, then every init runs in the order of the text.
package main

import "fmt"

var (
	a = c + b
	b = f("b", 1)
	c = f("c", b+1)
)

var d, e = both()

var _ = f("blank", 0)

var last = func() int {
	fmt.Println("last needs", helper())
	return 9
}()

var used = f("used", 50)

func helper() int { return used + 1 }

func f(name string, v int) int {
	fmt.Println("init", name)
	return v
}

func both() (int, int) {
	fmt.Println("init both, a is", a)
	return 1, 2
}

func init() { fmt.Println("first init", a, b, c, d, e) }

func main() {
	fmt.Println("main", last, used)
}

func init() { fmt.Println("second init") }
