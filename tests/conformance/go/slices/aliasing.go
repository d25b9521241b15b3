// Slices of one array share its elements; copies and appended-out ones do not.
package main

import "fmt"

func change(s []int) {
	s[0] = 100
	s = append(s, 5)
	s[1] = 200
}

func main() {
	base := []int{0, 1, 2, 3, 4, 5}
	a, b := base[1:4], base[2:5]
	a[1] = 99
	fmt.Println(base, a, b)
	fmt.Println(len(a), cap(a), len(b), cap(b))
	a = append(a, 77)
	fmt.Println(base, b)
	c := base[1:3:3]
	c = append(c, 55)
	c[0] = -1
	fmt.Println(base, c)
	full := []int{1, 2, 3}
	change(full)
	fmt.Println(full)
	roomy := make([]int, 2, 10)
	change(roomy)
	fmt.Println(roomy, roomy[:3])
	array := [4]int{1, 2, 3, 4}
	view := array[:2]
	view[0] = 9
	view = append(view, 8)
	fmt.Println(array, view)
	again := view[:4]
	fmt.Println(again)
	d := append([]int(nil), base...)
	d[0] = -5
	fmt.Println(base[0], d[0])
}
