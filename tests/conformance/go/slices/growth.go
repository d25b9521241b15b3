// How the capacity of a slice grows by append, one element at a time and in bulk, for elements of several sizes.
package main

import "fmt"

// Who is kept here lies on the heap, where the rule of growth is the runtime's alone.
var kept any

func grow[T any](name string, n int) {
	var s []T
	last := -1
	fmt.Print(name, ":")
	for len(s) < n {
		var zero T
		s = append(s, zero)
		kept = s
		if cap(s) != last {
			last = cap(s)
			fmt.Print(" ", last)
		}
	}
	fmt.Println()
}

func bulk[T any](name string, sizes ...int) {
	fmt.Print(name, " in bulk:")
	for _, n := range sizes {
		s := append([]T(nil), make([]T, n)...)
		kept = s
		fmt.Print(" ", cap(s))
	}
	fmt.Println()
}

func main() {
	grow[int]("int", 3000)
	grow[byte]("byte", 3000)
	grow[string]("string", 600)
	grow[int32]("int32", 1000)
	grow[any]("any", 300)
	grow[[3]int]("[3]int", 200)
	grow[struct{}]("struct{}", 3)
	grow[bool]("bool", 50)
	bulk[int]("int", 1, 3, 5, 7, 9, 11, 100, 1000)
	bulk[byte]("byte", 1, 5, 9, 17, 33, 100, 1000)
	bulk[string]("string", 1, 3, 5, 7)
	for _, s := range [][]int{
		append([]int{1, 2, 3, 4}, 5), append([]int{1, 2, 3, 4, 5}, 6, 7, 8, 9, 10, 11), append([]int{1}, 2, 3),
		append([]int{1, 2}, 3, 4, 5), append(make([]int, 0, 3), 1), append(make([]int, 500), 1),
	} {
		kept = s
		fmt.Println(len(s), cap(s))
	}
	text := append([]byte{}, "hello world, 12345"...)
	kept = text
	fmt.Println(len(text), cap(text))
}
