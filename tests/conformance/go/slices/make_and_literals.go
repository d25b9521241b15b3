// Slices made by make and by literals with indices; nil and empty ones.
package main

import "fmt"

func main() {
	var none []int
	empty := []int{}
	fmt.Println(none == nil, empty == nil, len(none), cap(none), none, empty)
	fmt.Printf("%v %#v %#v\n", none, none, empty)
	none = append(none, 1)
	fmt.Println(none, make([]int, 2), len(make([]int, 2, 8)), cap(make([]int, 2, 8)))
	sparse := []string{3: "three", 1: "one", "two"}
	fmt.Printf("%q %d\n", sparse, len(sparse))
	letters := [...]rune{'a': 'A', 'c': 'C', 'b': 'B'}
	fmt.Println(len(letters), string(letters['a':]))
	const last = 4
	vowels := [last + 1]bool{last: true}
	fmt.Println(vowels)
	grid := [][]int{{1}, {2, 3}, nil, {}}
	fmt.Println(grid, len(grid[1]), grid[2] == nil, grid[3] == nil)
	for i := range grid {
		grid[i] = append(grid[i], i*10)
	}
	fmt.Println(grid)
	matrix := [2][3]int{{1, 2, 3}, {4}}
	other := matrix
	other[1][1] = 5
	fmt.Println(matrix, other, len(matrix), len(matrix[0]))
	var s []int = make([]int, 0)
	fmt.Println(s == nil, s[0:0] == nil, none[1:] == nil)
}
