// Watch three stages work at the same time, each on a number of its own.

package main

import "fmt"

const count = 5 // 1..50

func main() {
	sum := 0
	for square := range squares(numbers()) {
		sum += square
	}
	fmt.Println("the sum of the squares is", sum)
}

func numbers() <-chan int {
	out := make(chan int)
	go func() {
		for number := 1; number <= count; number++ {
			out <- number
		}
		close(out)
	}()
	return out
}

func squares(in <-chan int) <-chan int {
	out := make(chan int)
	go func() {
		for number := range in {
			out <- number * number
		}
		close(out)
	}()
	return out
}
