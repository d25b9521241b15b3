// Ranging over functions: yield's result says whether the loop goes on; break, return and panics leave in order.
package main

import "fmt"

type seq[V any] func(yield func(V) bool)

func count(n int) seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Print("cleanup ")
		for i := range n {
			if !yield(i) {
				fmt.Print("stopped ")
				return
			}
		}
		fmt.Print("done ")
	}
}

func pairs(words ...string) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		for i, w := range words {
			if !yield(i, w) {
				return
			}
		}
	}
}

func twice(yield func() bool) {
	_ = yield() && yield()
}

func filter[V any](s seq[V], keep func(V) bool) seq[V] {
	return func(yield func(V) bool) {
		for v := range s {
			if keep(v) && !yield(v) {
				return
			}
		}
	}
}

func find(limit int) int {
	for i := range count(10) {
		if i*i > limit {
			return i
		}
	}
	return -1
}

func main() {
	for i := range count(3) {
		fmt.Print(i, " ")
	}
	fmt.Println()
	for i := range count(10) {
		if i == 1 {
			continue
		}
		if i == 3 {
			break
		}
		fmt.Print(i, " ")
	}
	fmt.Println()
	fmt.Println(find(20))
	for i, w := range pairs("a", "b", "c") {
		fmt.Print(i, w, " ")
	}
	for range twice {
		fmt.Print("again ")
	}
	fmt.Println()
	even := filter(count(9), func(n int) bool { return n%2 == 0 })
outer:
	for i := range even {
		for j := range even {
			if j > i {
				continue outer
			}
			if i == 4 {
				break outer
			}
			fmt.Print(i, j, " ")
		}
	}
	fmt.Println()
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		for i := range count(5) {
			defer fmt.Print("deferred ", i, " ")
			if i == 2 {
				panic("in the loop body")
			}
		}
	}()
	var fs []func() int
	for i := range count(3) {
		fs = append(fs, func() int { i++; return i })
	}
	fmt.Println(fs[0](), fs[0](), fs[2]())
}
