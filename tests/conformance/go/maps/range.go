// A range over a map visits each entry once; deleted ones that were not reached do not come; sorted keys give an order.
package main

import (
	"fmt"
	"sort"
	"strings"
)

func main() {
	m := map[string]int{}
	for i, word := range strings.Fields("the quick brown fox jumps over the lazy dog the end") {
		m[word] += i
	}
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		fmt.Print(k, "=", m[k], " ")
	}
	fmt.Println()
	n := 0
	for k := range m {
		n++
		clear(m)
		m[k] = 1
	}
	fmt.Println(n > 0, len(m))
	count := map[int]int{1: 1, 2: 2, 3: 3}
	for k := range count {
		delete(count, k)
	}
	fmt.Println(len(count))
	sum := 0
	for _, v := range map[string]int{"a": 1, "b": 20, "c": 300} {
		sum += v
	}
	fmt.Println(sum)
	for range map[int]int{1: 1, 2: 2} {
		sum++
	}
	fmt.Println(sum)
	for k, v := range map[int]int(nil) {
		fmt.Println("not reached", k, v)
	}
	grown := map[int]bool{0: true}
	rounds := 0
	for k := range grown {
		rounds++
		if k < 10 {
			grown[k+1000] = true
		}
	}
	fmt.Println(rounds == 1 || rounds == 2, len(grown))
}
