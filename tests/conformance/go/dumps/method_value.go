// Method values and expressions, promoted methods and nil receivers in a dump.
package main

type engine struct{ cylinders []int }

func (e *engine) first() int { return e.cylinders[0] }

type car struct{ *engine }

func main() {
	defer func() {
		recover()
		f := (*engine).first
		f(&engine{})
	}()
	c := car{}
	g := c.first
	g()
}
