// Types that contain themselves: through pointers, slices, maps, functions, channels and interfaces.
package main

import (
	"fmt"
	"strings"
)

type tree []tree

func (t tree) depth() int {
	d := 0
	for _, c := range t {
		d = max(d, c.depth())
	}
	return d + 1
}

type directory map[string]directory

func (d directory) show(name string, indent int) {
	fmt.Println(strings.Repeat("  ", indent) + name)
	for _, n := range []string{"bin", "lib", "go"} {
		if sub, ok := d[n]; ok {
			sub.show(n, indent+1)
		}
	}
}

type state func(*machine) state

type machine struct {
	input []rune
	out   []string
}

func start(m *machine) state {
	if len(m.input) == 0 {
		return nil
	}
	if m.input[0] >= '0' && m.input[0] <= '9' {
		return number
	}
	m.input = m.input[1:]
	return start
}

func number(m *machine) state {
	n := 0
	for n < len(m.input) && m.input[n] >= '0' && m.input[n] <= '9' {
		n++
	}
	m.out = append(m.out, string(m.input[:n]))
	m.input = m.input[n:]
	return start
}

type expression interface {
	value(map[string]int) int
}

type literal int
type variable string
type sum struct{ a, b expression }
type product []expression

func (l literal) value(map[string]int) int       { return int(l) }
func (v variable) value(vars map[string]int) int { return vars[string(v)] }
func (s sum) value(vars map[string]int) int      { return s.a.value(vars) + s.b.value(vars) }
func (p product) value(vars map[string]int) int {
	n := 1
	for _, e := range p {
		n *= e.value(vars)
	}
	return n
}

type relay chan relay

type link struct {
	next *link
	back **link
}

func main() {
	fmt.Println(tree{{}, {{}, {{}}}}.depth(), tree(nil).depth())
	directory{"lib": {"go": {}}, "bin": nil}.show("/", 0)
	m := &machine{input: []rune("ab12c3")}
	for s := state(start); s != nil; {
		s = s(m)
	}
	fmt.Println(m.out)
	e := sum{product{literal(3), variable("x"), sum{literal(1), variable("y")}}, literal(-1)}
	fmt.Println(e.value(map[string]int{"x": 2, "y": 4}))
	r := make(relay, 1)
	r <- r
	fmt.Println(<-r == r)
	l := &link{}
	l.next = l
	l.back = &l.next
	fmt.Println(l.next.next.next == l, *l.back == l)
	var any1 any
	any1 = &any1
	fmt.Println(any1 == &any1)
	s := []any{nil}
	s[0] = s[:0]
	fmt.Println(s)
}
