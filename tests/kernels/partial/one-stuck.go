// The logger waits for a line that never comes, while the server goes on serving: Go says nothing.

package main

import "fmt"

func logger(lines <-chan string) {
	fmt.Println(<-lines)
	fmt.Println(<-lines) // finds: partial-deadlock
}

func serve(requests chan int) {
	for n := range requests {
		requests <- 1 - n
	}
}

func main() {
	lines, requests := make(chan string), make(chan int)
	go logger(lines)
	lines <- "started"
	go serve(requests)
	requests <- 0
	serve(requests)
}
