// Reading, writing, deleting, the comma-ok form, len, and what a missing key gives.
package main

import "fmt"

type point struct{ x, y int }

func main() {
	m := map[string]int{"one": 1, "two": 2}
	m["three"] = 3
	m["one"] += 10
	m["new"]++
	v, ok := m["two"]
	fmt.Println(v, ok, len(m))
	v, ok = m["missing"]
	fmt.Println(v, ok, m["missing"])
	delete(m, "two")
	delete(m, "missing")
	_, ok = m["two"]
	fmt.Println(ok, len(m), m)
	alias := m
	alias["shared"] = 5
	fmt.Println(m["shared"])
	points := map[point]string{{1, 2}: "a", {3, 4}: "b"}
	fmt.Println(points[point{3, 4}], points[point{}] == "", points)
	lists := map[string][]int{}
	lists["a"] = append(lists["a"], 1, 2)
	lists["b"] = append(lists["b"], 3)
	fmt.Println(lists, len(lists["none"]))
	nested := map[string]map[string]int{"x": {"y": 1}}
	fmt.Println(nested["x"]["y"], nested["no"]["y"])
	structs := map[string]point{"p": {1, 2}}
	p := structs["p"]
	p.x = 100
	fmt.Println(structs["p"])
	structs["p"] = p
	fmt.Println(structs["p"], structs["none"].x)
	arrays := map[[2]int]bool{{1, 2}: true}
	fmt.Println(arrays[[2]int{1, 2}], arrays[[2]int{2, 1}])
	if _, ok := m["three"]; !ok {
		fmt.Println("not reached")
	} else if n := len(m); n > 2 {
		fmt.Println("more than two:", n, ok)
	}
	var none map[int]string
	fmt.Println(none == nil, none[1] == "", len(none), none)
	set := map[rune]struct{}{}
	for _, r := range "hello" {
		set[r] = struct{}{}
	}
	fmt.Println(len(set))
}
