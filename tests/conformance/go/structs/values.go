// Structs are values: assigned, passed, returned and compared as a whole.
package main

import "fmt"

type point struct{ x, y int }

type line struct {
	from, to point
	label    string
	tags     [2]string
}

func moved(p point) point { p.x += 10; return p }

func main() {
	p := point{1, 2}
	q := p
	q.x = 5
	fmt.Println(p, q, moved(p), p)
	l := line{from: p, label: "first", tags: [2]string{1: "b"}}
	m := l
	m.to.y = 7
	m.tags[0] = "a"
	fmt.Println(l, m, l == m, l.from == m.from)
	fmt.Printf("%v %+v\n", m, m)
	lines := []line{l, m}
	lines[0].to = q
	first := &lines[0]
	first.label = "changed"
	fmt.Println(lines[0].label, l.label, first.from)
	var zero line
	fmt.Printf("%q %v %v\n", zero.label, zero.from, zero == line{})
	ps := []*point{{1, 1}, {2, 2}}
	byName := map[point]string{{1, 2}: "p", {}: "origin"}
	fmt.Println(*ps[1], byName[p], byName[point{}], byName[q] == "")
	array := [2]point{{1, 2}, {3, 4}}
	copied := array
	copied[0].x = 99
	fmt.Println(array, copied, array == [2]point{{1, 2}, {3, 4}})
}
