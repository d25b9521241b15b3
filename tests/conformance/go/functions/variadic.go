// A variadic parameter is a slice: nil when nothing is given, the caller's own with dots.
package main

import "fmt"

func show(label string, values ...int) {
	fmt.Println(label, len(values), values == nil, values)
}

func fill(values ...int) {
	for i := range values {
		values[i] = -1
	}
}

func first(values ...any) any {
	if len(values) == 0 {
		return "none"
	}
	return values[0]
}

func main() {
	show("none")
	show("two", 1, 2)
	list := []int{3, 4, 5}
	show("spread", list...)
	show("part", list[1:]...)
	show("nil", nil...)
	fill(list...)
	fmt.Println(list)
	x, y := 1, 2
	fill(x, y)
	fmt.Println(x, y)
	fmt.Println(first(), first(list), first([]any{"a", "b"}...), first([]any{"a", "b"}))
	f := show
	f("through a variable", 9)
	fmt.Printf("%T\n", f)
	fmt.Println(append([]byte("ab"), "cd"...))
}
