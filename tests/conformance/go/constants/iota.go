// iota in its common and its odd uses.
package main

import "fmt"

type weekday int

const (
	sunday weekday = iota
	monday
	tuesday
	_
	thursday
)

const (
	_  = iota
	kb = 1 << (10 * iota)
	mb
	gb
)

const (
	a, b = iota, iota * 10
	c, d
	_, _
	e, f
)

const (
	first = "x"
	second
	third  = iota
	fourth = iota + 0.5
	fifth
)

const (
	read = 1 << iota
	write
	execute
	all = read | write | execute
)

func (d weekday) String() string {
	return [...]string{"Sun", "Mon", "Tue", "Wed", "Thu"}[d]
}

func main() {
	fmt.Println(sunday, monday, tuesday, thursday, weekday(3))
	fmt.Printf("%d %v %s %T\n", thursday, thursday, thursday, thursday)
	fmt.Println(kb, mb, gb)
	fmt.Println(a, b, c, d, e, f)
	fmt.Println(first, second, third, fourth, fifth)
	fmt.Println(read, write, execute, all, all&^write)
	const (
		x = iota
		y
	)
	const z = iota
	fmt.Println(x, y, z)
	const (
		s = len("abc") + iota
		t
		u = string(rune('a' + iota))
		v
	)
	fmt.Println(s, t, u, v)
}
