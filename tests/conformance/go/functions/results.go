// Functions with several results, named results, bare returns and results passed straight on.
package main

import "fmt"

func divide(a, b int) (quotient, remainder int) {
	quotient = a / b
	remainder = a % b
	return
}

func swap(a, b string) (string, string) { return b, a }

func join(a, b string) string { return a + "-" + b }

func sum(numbers ...int) (total int) {
	for _, n := range numbers {
		total += n
	}
	return
}

func shadow(n int) (result int) {
	if n > 0 {
		result := n * 2
		return result
	}
	result = -1
	return
}

func none() {}

func main() {
	q, r := divide(17, 5)
	fmt.Println(q, r)
	fmt.Println(divide(-17, 5))
	fmt.Println(join(swap("a", "b")))
	_, r = divide(9, 4)
	fmt.Println(r, shadow(3), shadow(-3))
	fmt.Println(sum(divide(17, 5)))
	none()
}
