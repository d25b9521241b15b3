// The error is handed over like the result.

package main

import (
	"fmt"
	"strconv"
)

func parse(text string, out chan<- any) {
	n, err := strconv.Atoi(text)
	if err != nil {
		out <- err
		return
	}
	out <- n
}

func handle(text string) {
	defer func() {
		if problem := recover(); problem != nil {
			fmt.Println("recovered:", problem)
		}
	}()
	out := make(chan any, 1)
	go parse(text, out)
	fmt.Println(<-out)
}

func main() {
	handle("4")
	handle("x")
}
