// Unhandled: an integer division by zero.
package main

import "fmt"

func mean(list []int) int {
	sum := 0
	for _, v := range list {
		sum += v
	}
	return sum / len(list)
}

func main() {
	fmt.Println(mean([]int{1, 2, 6}))
	fmt.Println(mean(nil))
}
