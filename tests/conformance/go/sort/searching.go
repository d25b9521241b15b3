// Binary search with Search, Find and the ready-made ones.
package main

import (
	"fmt"
	"sort"
	"strings"
)

func main() {
	squares := []int{1, 4, 9, 16, 25}
	for _, x := range []int{0, 1, 5, 16, 26} {
		i := sort.SearchInts(squares, x)
		fmt.Println(x, i, i < len(squares) && squares[i] == x)
	}
	steps := 0
	n := sort.Search(1000, func(i int) bool { steps++; return i*i >= 2000 })
	fmt.Println(n, steps)
	words := []string{"a", "c", "e"}
	fmt.Println(sort.SearchStrings(words, "c"), sort.SearchStrings(words, "d"), sort.SearchFloat64s([]float64{1, 2}, 1.5))
	i, found := sort.Find(len(words), func(i int) int { return strings.Compare("e", words[i]) })
	fmt.Println(i, found)
	i, found = sort.Find(len(words), func(i int) int { return strings.Compare("b", words[i]) })
	fmt.Println(i, found)
	fmt.Println(sort.IntSlice(squares).Search(9), sort.Search(0, func(int) bool { return true }))
}
