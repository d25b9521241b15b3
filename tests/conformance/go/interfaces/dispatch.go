// A call through an interface goes to the method of the value inside, copied or pointed to.
package main

import "fmt"

type shape interface {
	area() float64
	name() string
}

type square struct{ side float64 }
type circle struct{ radius float64 }
type scaled struct {
	shape
	factor float64
}

func (s square) area() float64  { return s.side * s.side }
func (s square) name() string   { return "square" }
func (c *circle) area() float64 { return 3 * c.radius * c.radius }
func (c *circle) name() string  { return "circle" }
func (s scaled) area() float64  { return s.shape.area() * s.factor * s.factor }

type function func() float64

func (f function) area() float64 { return f() }
func (f function) name() string  { return "function" }

func main() {
	s := square{2}
	c := &circle{1}
	shapes := []shape{s, c, scaled{s, 2}, scaled{scaled{c, 2}, 2}, function(func() float64 { return 42 })}
	s.side = 100
	c.radius = 10
	total := 0.0
	for _, sh := range shapes {
		fmt.Printf("%s %g %T\n", sh.name(), sh.area(), sh)
		total += sh.area()
	}
	fmt.Println(total)
	var none shape
	fmt.Println(none == nil, shapes[0] == square{2}, shapes[1] == shape(c))
}
