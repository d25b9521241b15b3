// How nil of every kind prints; pointers print as addresses, which are only looked at by their form.
package main

import (
	"fmt"
	"strings"
)

type node struct{ next *node }

func (n *node) name() string { return "node" }

func main() {
	var p *int
	var s []int
	var m map[string]int
	var f func()
	var c chan int
	var e error
	var a any
	var n *node
	fmt.Println(p, s, m, f == nil, c, e, a, n)
	fmt.Printf("%v %+v %#v %v %#v %v %v\n", p, p, p, s, s, m, a)
	fmt.Printf("%p %t %s %d\n", p, p == nil, s, s)
	fmt.Printf("%v %+v\n", node{}, &node{})
	fmt.Printf("%#v %#v %#v\n", node{}, n, &node{})
	x := 5
	text := fmt.Sprint(&x)
	fmt.Println(strings.HasPrefix(text, "0x"), text == fmt.Sprintf("%p", &x), text == fmt.Sprintf("%v", &x))
	fmt.Println(strings.HasPrefix(fmt.Sprint(&struct{ a *int }{&x}), "&{0x"))
	fmt.Println(strings.HasPrefix(fmt.Sprint(make(chan int)), "0x"), strings.HasPrefix(fmt.Sprint(main), "0x"))
	fmt.Println(strings.HasPrefix(fmt.Sprintf("%#v", &x), "(*int)(0x"))
	fmt.Printf("%v %s\n", []*int{nil}, []error{nil})
	fmt.Println(fmt.Sprintf("%p", s), fmt.Sprintf("%d", (*int)(nil)))
}
