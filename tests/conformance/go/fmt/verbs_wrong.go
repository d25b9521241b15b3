// What Printf prints when verbs and operands do not fit, are missing or are too many.
package main

import "fmt"

type point struct{ x, y int }

func main() {
	format := "%d %s\n"
	fmt.Printf(format, "text", 5)
	fmt.Printf(format, 1)
	fmt.Printf(format, 1, "a", true, nil, []int{1})
	format = "%z %! %"
	fmt.Printf(format, 5)
	fmt.Println()
	format = "%d|%s|%t|%f|%c|%p\n"
	fmt.Printf(format, point{1, 2}, point{1, 2}, point{1, 2}, point{1, 2}, point{1, 2}, point{1, 2})
	fmt.Printf(format, nil, nil, nil, nil, nil, nil)
	fmt.Printf(format, true, 1, 1, "x", "x", 1)
	format = "%[3]d %[x]d %[1]d %[0]d\n"
	fmt.Printf(format, 1, 2)
	format = "%*d %.*d\n"
	fmt.Printf(format, "w", 1, 1.5, 2)
	fmt.Printf(format, -5, 1, -1, 2)
	format = "no verbs\n"
	fmt.Printf(format, 1, "two")
	format = "%!d %-%|%5%|\n"
	fmt.Printf(format, 3)
	var e error
	var s fmt.Stringer
	format = "%v %s %d %v\n"
	fmt.Printf(format, e, e, e, s)
	fmt.Printf("%s\n", []any{1, "a", nil, 2.5, point{3, 4}})
	fmt.Printf("%d\n", []any{1, "a", nil, 2.5, point{3, 4}})
	fmt.Printf("%d %s\n", map[string]any{"k": 1.5}, struct {
		a any
		b bool
	}{1, true})
}
