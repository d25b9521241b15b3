// Three stages that work at the same time, each with its own channel.
package main

import "fmt"

func stage(in <-chan int, f func(int) int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for v := range in {
			out <- f(v)
		}
	}()
	return out
}

func main() {
	numbers := make(chan int)
	go func() {
		for i := range 8 {
			numbers <- i
		}
		close(numbers)
	}()
	squares := stage(numbers, func(n int) int { return n * n })
	odd := stage(squares, func(n int) int { return n | 1 })
	for v := range stage(odd, func(n int) int { return -n }) {
		fmt.Print(v, " ")
	}
	fmt.Println()
}
