// All channels and all values to send are evaluated once, in the order of the text, whichever case is taken.
package main

import "fmt"

func channel(name string, ch chan int) chan int {
	fmt.Println("channel", name)
	return ch
}

func value(n int) int {
	fmt.Println("value", n)
	return n
}

func place(slots []int) *int {
	fmt.Println("place")
	return &slots[0]
}

func main() {
	full, open := make(chan int, 1), make(chan int, 1)
	full <- 9
	slots := []int{0}
	select {
	case channel("a", full) <- value(1):
		fmt.Println("not reached")
	case *place(slots) = <-channel("b", nil):
		fmt.Println("not reached")
	case channel("c", open) <- value(2):
		fmt.Println("sent")
	}
	// The place on the left of a receive is evaluated only when that case is taken.
	select {
	case *place(slots) = <-channel("d", open):
		fmt.Println("received", slots)
	case channel("e", nil) <- value(3):
		fmt.Println("not reached")
	}
}
