// A send evaluates its channel, then its value, and only then blocks or panics.
package main

import "fmt"

func channel(ch chan int) chan int {
	fmt.Println("channel")
	return ch
}

func value(n int) int {
	fmt.Println("value")
	return n
}

func main() {
	ch := make(chan int, 1)
	channel(ch) <- value(1)
	fmt.Println(<-channel(ch))
	close(ch)
	defer func() { fmt.Println(recover()) }()
	channel(ch) <- value(2)
}
