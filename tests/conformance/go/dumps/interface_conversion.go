// A failed assertion in a method that is called through an interface, in a deferred call.
package main

type shape interface{ area() float64 }
type square struct{ side float64 }

func (s *square) area() float64 {
	var any any = s.side
	return float64(any.(int))
}

func main() {
	var s shape = &square{2}
	defer func() {
		s.area()
	}()
}
