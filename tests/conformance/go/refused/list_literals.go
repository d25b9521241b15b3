// Literals of arrays, slices and maps that do not fit their types.
package main

func main() {
	_ = [2]int{1, 2, 3}
	_ = []int{0: 1, 0: 2}
	_ = map[string]int{"a": 1, "a": 2}
	_ = map[string]int{1: 1}
	_ = []int{"a"}
	_ = map[[]int]string{}
	_ = map[string]int{"a"}
	_ = [-1]int{}
	_ = []int{-1: 5}
}
