// Watch a panic in one goroutine end the whole program: main's recover is for main's own panics only.

package main

import "fmt"

const shares = 0 // 0..10

func main() {
	defer func() {
		fmt.Println("recovered:", recover())
	}()

	result := make(chan int)
	go func() {
		people := shares
		result <- 100 / people
	}()
	fmt.Println("each gets", <-result)
}
