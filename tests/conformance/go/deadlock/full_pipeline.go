// Every stage of a pipeline waits because nobody reads its end.
package main

import "time"

func stage(in <-chan int, out chan<- int) {
	for v := range in {
		out <- v
	}
	close(out)
}

func main() {
	a, b, c := make(chan int), make(chan int), make(chan int)
	go stage(a, b)
	go stage(b, c)
	a <- 1
	time.Sleep(4 * time.Millisecond)
	a <- 2
	time.Sleep(4 * time.Millisecond)
	a <- 3
}
