// Of promoted names the shallowest counts; an embedded interface and an embedded pointer promote too.
package main

import (
	"fmt"
	"sort"
	"strings"
)

type a struct{ x, y int }
type b struct {
	a
	x string
}
type c struct {
	*b
	z float64
}

func (a) who() string  { return "a" }
func (*b) who() string { return "b" }

type reversed struct{ sort.Interface }

func (r reversed) Less(i, j int) bool { return r.Interface.Less(j, i) }

type loud struct{ *strings.Builder }

func (l loud) say(s string) { l.WriteString(strings.ToUpper(s)) }

func main() {
	v := c{&b{a{1, 2}, "text"}, 1.5}
	fmt.Println(v.x, v.a.x, v.y, v.b.a.y, v.z, v.who(), v.a.who())
	v.y = 9
	w := v
	w.y++
	fmt.Println(v.y, w.y)
	list := []int{2, 3, 1}
	sort.Sort(reversed{sort.IntSlice(list)})
	fmt.Println(list)
	l := loud{&strings.Builder{}}
	l.say("abc")
	l.WriteByte('!')
	fmt.Println(l.String(), l.Len())
}
