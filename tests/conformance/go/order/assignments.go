// An assignment to several places evaluates all operands first, then assigns from left to right.
package main

import "fmt"

type node struct {
	v    int
	next *node
}

func main() {
	a, b, c := 1, 2, 3
	a, b, c = c, a, b
	fmt.Println(a, b, c)
	i := 0
	s := []int{10, 20, 30}
	i, s[i] = 2, 99
	fmt.Println(i, s)
	s[0], s[0] = 1, 2
	fmt.Println(s[0])
	i = 0
	i, s[i], s[i+1] = s[1], i, s[2]
	fmt.Println(i, s)
	list := &node{1, &node{2, nil}}
	list, list.next = list.next, list
	fmt.Println(list.v, list.next == nil)
	x := []int{1, 2, 3}
	j := 1
	j, x = 2, []int{7, 8, 9}
	x[j], j = j, 0
	fmt.Println(x, j)
	var p *int
	func() {
		defer func() { recover() }()
		a, *p = 100, 200
	}()
	fmt.Println(a)
	m := map[string]int{}
	m["a"], m["b"], m["a"] = 1, 2, 3
	fmt.Println(m)
	x[0], x[1], x[2] = x[2], x[0], x[1]
	fmt.Println(x)
	k := 1
	k += k * k
	k, _ = k+1, k+2
	_ = k
	fmt.Println(k)
}
