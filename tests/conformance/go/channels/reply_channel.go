// A request carries the channel on which it wants to be answered.
package main

import "fmt"

type request struct {
	n     int
	reply chan int
}

func serve(requests <-chan request) {
	for r := range requests {
		r.reply <- r.n * r.n
	}
}

func ask(requests chan<- request, n int) int {
	r := request{n, make(chan int)}
	requests <- r
	return <-r.reply
}

func main() {
	requests := make(chan request)
	go serve(requests)
	for i := 1; i < 6; i++ {
		fmt.Println(i, ask(requests, i))
	}
	close(requests)
}
