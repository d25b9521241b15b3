// Recursion by name, by a variable that holds the closure, and of two functions that call each other.
package main

import "fmt"

func ackermann(m, n int) int {
	switch {
	case m == 0:
		return n + 1
	case n == 0:
		return ackermann(m-1, 1)
	}
	return ackermann(m-1, ackermann(m, n-1))
}

func isEven(n int) bool { return n == 0 || isOdd(n-1) }
func isOdd(n int) bool  { return n != 0 && isEven(n-1) }

func permutations(list []int, visit func([]int)) {
	var walk func(int)
	walk = func(k int) {
		if k == len(list) {
			visit(list)
			return
		}
		for i := k; i < len(list); i++ {
			list[k], list[i] = list[i], list[k]
			walk(k + 1)
			list[k], list[i] = list[i], list[k]
		}
	}
	walk(0)
}

func hanoi(n int, from, to, spare string) int {
	if n == 0 {
		return 0
	}
	return hanoi(n-1, from, spare, to) + 1 + hanoi(n-1, spare, to, from)
}

func depth(n int) int {
	if n == 0 {
		return 0
	}
	return 1 + depth(n-1)
}

func main() {
	fmt.Println(ackermann(2, 3), isEven(10), isOdd(10))
	permutations([]int{1, 2, 3}, func(p []int) { fmt.Print(p, " ") })
	fmt.Println()
	fmt.Println(hanoi(10, "a", "b", "c"), depth(5000))
}
