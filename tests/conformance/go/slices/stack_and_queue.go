// A stack and a queue made from slices, and a slice of slices that is cut into windows.
package main

import "fmt"

func windows(list []int, n int) (out [][]int) {
	for i := 0; i+n <= len(list); i++ {
		out = append(out, list[i:i+n])
	}
	return
}

func main() {
	var stack []rune
	balanced := func(s string) bool {
		stack = stack[:0]
		pairs := map[rune]rune{')': '(', ']': '[', '}': '{'}
		for _, r := range s {
			switch r {
			case '(', '[', '{':
				stack = append(stack, r)
			case ')', ']', '}':
				if len(stack) == 0 || stack[len(stack)-1] != pairs[r] {
					return false
				}
				stack = stack[:len(stack)-1]
			}
		}
		return len(stack) == 0
	}
	fmt.Println(balanced("a(b[c]{d})"), balanced("(]"), balanced("(("), balanced(")"))
	queue := []int{1}
	var seen []int
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		seen = append(seen, n)
		if n < 8 {
			queue = append(queue, 2*n, 2*n+1)
		}
	}
	fmt.Println(seen)
	w := windows([]int{1, 2, 3, 4}, 2)
	fmt.Println(w)
	w[0][1] = 100
	fmt.Println(w)
}
