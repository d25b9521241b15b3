// Fields and methods of an embedded type are promoted; the outer type's own come first.
package main

import "fmt"

type engine struct {
	power int
	name  string
}

func (e engine) describe() string { return fmt.Sprint(e.name, " of ", e.power) }
func (e *engine) tune(by int)     { e.power += by }
func (e engine) kind() string     { return "engine" }

type wheels struct{ count int }

func (w wheels) kind() string { return "wheels" }

type car struct {
	engine
	*wheels
	name string
}

func (c car) kind() string { return "car with " + c.engine.kind() + " and " + c.wheels.kind() }

type racing struct {
	car
	number int
}

type describer interface{ describe() string }

type wrapper struct{ describer }

func (w wrapper) describe() string { return "[" + w.describer.describe() + "]" }

func main() {
	r := racing{car{engine{100, "V8"}, &wheels{4}, "beetle"}, 53}
	r.tune(20)
	r.count++
	fmt.Println(r.power, r.count, r.name, r.engine.name, r.kind())
	fmt.Println(r.describe(), r.car.engine.describe())
	var d describer = r
	fmt.Println(wrapper{wrapper{d}}.describe())
	d = &r
	r.car.engine.name = "V12"
	fmt.Println(d.describe())
	bound := r.tune
	bound(1000)
	fmt.Println(r.power)
	type alias = engine
	type withAlias struct{ alias }
	fmt.Println(withAlias{engine{1, "a"}}.describe(), withAlias{}.alias.power)
	fmt.Printf("%+v\n", racing{}.car.engine)
}
