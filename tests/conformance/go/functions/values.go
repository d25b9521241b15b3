// Functions are values: in variables, fields, maps, parameters and results.
package main

import (
	"fmt"
	"strings"
)

type operation func(int, int) int

func (o operation) twice(a, b int) int { return o(o(a, b), b) }

func apply(list []int, f func(int) int) []int {
	var out []int
	for _, v := range list {
		out = append(out, f(v))
	}
	return out
}

func compose(fs ...func(string) string) func(string) string {
	return func(s string) string {
		for _, f := range fs {
			s = f(s)
		}
		return s
	}
}

func main() {
	operations := map[string]operation{
		"+": func(a, b int) int { return a + b },
		"*": func(a, b int) int { return a * b },
	}
	fmt.Println(operations["+"](2, 3), operations["*"](2, 3), operations["*"].twice(2, 3))
	fmt.Println(operations["?"] == nil)
	fmt.Println(apply([]int{1, 2, 3}, func(n int) int { return n * n }))
	shout := compose(strings.TrimSpace, strings.ToUpper, func(s string) string { return s + "!" })
	fmt.Println(shout("  hey "))
	table := [...]func() string{
		func() string { return "zero" },
		1: func() string { return "one" },
	}
	fmt.Println(table[0](), table[1](), func() string { return "at once" }())
}
