// The logger ends with its channel.

package main

import "fmt"

func logger(lines <-chan string) {
	for line := range lines {
		fmt.Println(line)
	}
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
	close(lines)
	go serve(requests)
	requests <- 0
	serve(requests)
}
