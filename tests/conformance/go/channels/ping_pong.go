// Two goroutines hand one ball to and fro over two channels; their lines alternate.
package main

import "fmt"

func player(name string, in <-chan int, out chan<- int, done chan<- string) {
	for ball := range in {
		if ball == 6 {
			done <- name
			return
		}
		fmt.Println(name, ball)
		out <- ball + 1
	}
}

func main() {
	there, back, done := make(chan int), make(chan int), make(chan string)
	go player("ping", there, back, done)
	go player("pong", back, there, done)
	there <- 0
	fmt.Println("the ball stays with", <-done)
}
