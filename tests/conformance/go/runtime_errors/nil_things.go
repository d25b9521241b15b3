// Nil pointers, functions, interfaces and maps: what may be done with them and what panics.
package main

import "fmt"

type node struct {
	value int
	next  *node
	links [4]int
}

func (n *node) size() int {
	if n == nil {
		return 0
	}
	return 1 + n.next.size()
}

func (n node) get() int { return n.value }

type getter interface{ get() int }

func try(name string, f func()) {
	defer func() { fmt.Println(name, "-", recover()) }()
	f()
}

func main() {
	var n *node
	var f func()
	var g getter
	var m map[string]int
	var p *int
	var pp **int
	var list *[]int
	fmt.Println(n.size(), (&node{}).size(), len(m), m["x"])
	try("read a field", func() { fmt.Println(n.value) })
	try("write a field", func() { n.value = 1 })
	try("address of a field", func() { fmt.Println(&n.links == nil) })
	try("through two", func() { fmt.Println((&node{}).next.next) })
	try("value method", func() { n.get() })
	try("value method bound", func() { _ = n.get })
	try("pointer method bound", func() { h := n.size; fmt.Println(h()) })
	try("function", func() { f() })
	try("interface method", func() { g.get() })
	try("interface method bound", func() { _ = g.get })
	try("interface with a nil pointer", func() { g = n; fmt.Println(g == nil); g.get() })
	try("map write", func() { m["x"]++ })
	try("pointer read", func() { fmt.Println(*p) })
	try("pointer write", func() { *p = 1 })
	try("pointer to pointer", func() { **pp = 1 })
	try("pointer to slice", func() { fmt.Println(len(*list)) })
	try("copy of a struct", func() { c := *n; fmt.Println(c) })
	try("go or defer of nil", func() { defer f() })
	try("embedded nil", func() {
		type outer struct{ *node }
		fmt.Println(outer{}.size())
		fmt.Println(outer{}.value)
	})
}
