// Defined types are new types, aliases are the same type; conversions between types of one underlying type.
package main

import "fmt"

type celsius float64
type fahrenheit float64
type temperature = celsius
type names []string
type table map[string]names
type handler func(string) string
type pointer *int
type matrix [2][2]int
type generic[T any] = map[string]T

func (c celsius) toF() fahrenheit       { return fahrenheit(c*9/5 + 32) }
func (n names) first() string           { return n[0] }
func (h handler) twice(s string) string { return h(h(s)) }
func (m *matrix) transpose()            { m[0][1], m[1][0] = m[1][0], m[0][1] }
func (t table) count() (n int) {
	for _, list := range t {
		n += len(list)
	}
	return
}

func main() {
	var t temperature = 100
	fmt.Printf("%T %v %.1f %T\n", t, t.toF(), float64(t), t.toF())
	var n names = []string{"a", "b"}
	var plain []string = n
	fmt.Println(n.first(), names(plain[1:]).first(), plain)
	fmt.Println(table{"x": {"1", "2"}, "y": names{"3"}}.count())
	var h handler = func(s string) string { return s + s }
	fmt.Println(h.twice("ab"))
	m := matrix{{1, 2}, {3, 4}}
	m.transpose()
	fmt.Println(m, [2][2]int(m) == [2][2]int{{1, 3}, {2, 4}})
	x := 5
	var p pointer = &x
	*p++
	fmt.Println(x, *(*int)(p))
	var g generic[int] = map[string]int{"k": 1}
	fmt.Printf("%T %v\n", g, g)
	type local struct{ v int }
	type again local
	fmt.Printf("%T %T %v\n", local{1}, again{2}, local(again{3}))
	var i any = celsius(1)
	_, isFloat := i.(float64)
	_, isTemperature := i.(temperature)
	fmt.Println(isFloat, isTemperature, i == any(celsius(1)), i == any(1.0))
	var b byte = 200
	var u uint8 = b
	var r rune = 'x'
	var i32 int32 = r
	fmt.Printf("%T %T %v %v\n", b, r, u, i32)
}
