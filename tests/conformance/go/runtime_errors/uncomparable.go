// Comparing what cannot be compared, and using it as a key, panics at run time when it hides in an interface.
package main

import "fmt"

type holder struct {
	name string
	data any
}

func try(f func() any) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(r)
		}
	}()
	fmt.Println("no panic:", f())
}

func main() {
	var a, b any = []int{1}, []int{1}
	try(func() any { return a == b })
	try(func() any { return a == nil })
	try(func() any { return a == any(1) })
	a, b = map[string]int{}, map[string]int{}
	try(func() any { return a == b })
	a, b = func() {}, func() {}
	try(func() any { return a == b })
	try(func() any { return holder{"x", []int{1}} == holder{"y", []int{1}} })
	try(func() any { return holder{"x", []int{1}} == holder{"x", []int{1}} })
	try(func() any { return [2]any{1, []int{}} == [2]any{2, []int{}} })
	try(func() any { return [2]any{1, []int{}} == [2]any{1, []int{}} })
	type inner struct{ f func() }
	a, b = inner{}, inner{}
	try(func() any { return a == b })
	m := map[any]int{}
	try(func() any { m[[]int{1}]++; return len(m) })
	try(func() any { return m[map[int]int{}] })
	try(func() any { m[holder{"x", func() {}}] = 1; return len(m) })
	try(func() any { m[[1]any{1}] = 1; return len(m) })
	try(func() any { delete(m, any([]string{})); return len(m) })
	try(func() any {
		switch a = []int{1}; a {
		case b:
			return "equal"
		case any([]int{1}):
			return "equal"
		}
		return "different"
	})
}
