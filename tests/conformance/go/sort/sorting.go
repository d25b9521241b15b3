// Sorting ints, floats, strings, and by one's own order.
package main

import (
	"fmt"
	"sort"
)

type person struct {
	name string
	age  int
}

type byAge []person

func (a byAge) Len() int           { return len(a) }
func (a byAge) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }
func (a byAge) Less(i, j int) bool { return a[i].age < a[j].age }

func main() {
	ints := []int{5, 2, 9, -1, 5, 0}
	sort.Ints(ints)
	fmt.Println(ints, sort.IntsAreSorted(ints))
	floats := []float64{2.5, -1, 1e3, 0}
	sort.Float64s(floats)
	fmt.Println(floats)
	words := []string{"pear", "Apple", "fig", "äpfel", "apple", ""}
	sort.Strings(words)
	fmt.Printf("%q\n", words)
	sort.Sort(sort.Reverse(sort.StringSlice(words)))
	fmt.Printf("%q\n", words)
	people := []person{{"a", 30}, {"b", 20}, {"c", 40}, {"d", 10}}
	sort.Sort(byAge(people))
	fmt.Println(people, sort.IsSorted(byAge(people)))
	sort.Slice(people, func(i, j int) bool { return people[i].name > people[j].name })
	fmt.Println(people)
	sort.Sort(sort.Reverse(sort.IntSlice(ints)))
	fmt.Println(ints)
	sort.Slice([]int(nil), func(i, j int) bool { return false })
	big := make([]int, 1000)
	for i := range big {
		big[i] = i * 7919 % 1000
	}
	sort.Ints(big)
	ok := true
	for i, v := range big {
		ok = ok && i == v
	}
	fmt.Println(ok, sort.SliceIsSorted(big, func(i, j int) bool { return big[i] < big[j] }))
}
