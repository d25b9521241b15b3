// Types that lack a method, or have it with another signature or on the pointer only.
package main

import "fmt"

type shape interface {
	area() float64
	name() string
}

type square struct{}

func (square) area() float64 { return 1 }

type circle struct{}

func (*circle) area() float64 { return 1 }
func (*circle) name() string  { return "" }

type wrong struct{}

func (wrong) area() int    { return 1 }
func (wrong) name() string { return "" }

func main() {
	var s shape
	s = square{}
	s = circle{}
	s = wrong{}
	s = 5
	var e error = "text"
	_ = s.(square)
	_ = s.(fmt.Stringer)
	var n int
	_ = n.(int)
	s.volume()
	_ = e
}
