// The handler recovers from its own panics, not from those of a goroutine that it has started.

package main

import (
	"fmt"
	"strconv"
)

func parse(text string, out chan<- int) {
	n, err := strconv.Atoi(text)
	if err != nil {
		panic("not a number: " + text) // finds: panic
	}
	out <- n
}

func handle(text string) {
	defer func() {
		if problem := recover(); problem != nil {
			fmt.Println("recovered:", problem)
		}
	}()
	out := make(chan int, 1)
	go parse(text, out)
	fmt.Println(<-out)
}

func main() {
	handle("4")
	handle("x")
}
