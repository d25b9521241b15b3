// Pointers to variables, fields, elements and new values; pointers to pointers; what escapes lives on.
package main

import "fmt"

type node struct {
	value       int
	left, right *node
}

func (n *node) insert(v int) *node {
	if n == nil {
		return &node{value: v}
	}
	if v < n.value {
		n.left = n.left.insert(v)
	} else {
		n.right = n.right.insert(v)
	}
	return n
}

func (n *node) walk(visit func(int)) {
	if n != nil {
		n.left.walk(visit)
		visit(n.value)
		n.right.walk(visit)
	}
}

func local() *int { x := 5; return &x }

func set(p **int, q *int) { *p = q }

func main() {
	var root *node
	for _, v := range []int{5, 2, 8, 1, 9, 3} {
		root = root.insert(v)
	}
	root.walk(func(v int) { fmt.Print(v, " ") })
	fmt.Println()
	a, b := local(), local()
	*a++
	fmt.Println(*a, *b, a == b)
	set(&a, b)
	fmt.Println(a == b, **&a)
	list := []int{1, 2, 3}
	p := &list[1]
	list = append(list, 4)
	*p = 99
	fmt.Println(list, *p)
	array := [3]int{1, 2, 3}
	for i := range array {
		q := &array[i]
		*q *= *q
	}
	pa := &array
	fmt.Println(array, pa[2], len(pa), *pa)
	for i, v := range pa {
		fmt.Print(i, v, " ")
	}
	fmt.Println()
	n := new(int)
	*n += 3
	s := &struct{ x int }{1}
	s.x, *n = *n, s.x
	fmt.Println(*n, s.x)
	swapped := &list[0]
	list[0], *swapped = 7, 8
	fmt.Println(list[0])
}
