// Where the specification leaves the order open, Go's compiler reads plain variables after the calls of the same statement.
package main

import "fmt"

var total int

func add(n int) int {
	total += n
	return n
}

type counter struct{ n int }

func (c *counter) next() int { c.n++; return c.n }

func main() {
	fmt.Println(total, add(1), total)
	x := 1
	set := func(v int) int { x = v; return v }
	list := []int{x, set(2), x}
	fmt.Println(list)
	a, b := x, set(3)
	fmt.Println(a, b)
	c := counter{}
	fmt.Println(c.n, c.next(), c.n, c.next())
	sum := x + set(10)
	fmt.Println(sum)
	p := &x
	y := *p + set(20)
	fmt.Println(y)
}
