// The words for every type assertion that fails.
package main

import (
	"errors"
	"fmt"
)

type shape interface{ Area() float64 }
type named interface {
	Area() float64
	Name() string
}
type square struct{ side float64 }
type circle struct{ radius float64 }
type pointerShape struct{}

func (s square) Area() float64        { return s.side * s.side }
func (c circle) Area() float64        { return 3 * c.radius * c.radius }
func (c circle) Name() string         { return "circle" }
func (p *pointerShape) Area() float64 { return 0 }

func try(f func() any) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(r)
		}
	}()
	fmt.Println("no panic:", f())
}

func main() {
	var a any
	var s shape
	try(func() any { return a.(int) })
	try(func() any { return a.(shape) })
	try(func() any { return s.(square) })
	try(func() any { return s.(named) })
	a = 5
	try(func() any { return a.(int) })
	try(func() any { return a.(string) })
	try(func() any { return a.(*int) })
	try(func() any { return a.([]int) })
	try(func() any { return a.(shape) })
	try(func() any { return a.(error) })
	try(func() any { return a.(fmt.Stringer) })
	try(func() any { return a.(interface{}) })
	s = square{2}
	try(func() any { return s.(circle) })
	try(func() any { return s.(named) })
	try(func() any { return s.(shape).Area() })
	s = circle{1}
	try(func() any { return s.(named).Name() })
	a = pointerShape{}
	try(func() any { return a.(shape) })
	a = &pointerShape{}
	try(func() any { return a.(shape).Area() })
	try(func() any { return a.(pointerShape) })
	a = errors.New("x")
	try(func() any { return a.(error) })
	try(func() any { return a.(interface{ Unwrap() error }) })
	a = map[string][]any{}
	try(func() any { return a.(map[string]any) })
	a = func(int) string { return "" }
	try(func() any { return a.(func(int)) })
	a = struct{ X int }{1}
	try(func() any { return a.(struct{ Y int }) })
	n, ok := a.(int)
	fmt.Println(n, ok)
	e, ok := a.(error)
	fmt.Println(e, ok)
}
