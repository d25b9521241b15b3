// Two goroutines wait for each other at a pair of channels, while the clock of the program ticks on.

package main

func ask(question chan<- int, answer <-chan int) {
	question <- 1 // finds: partial-deadlock
	<-answer
}

func main() {
	left, right := make(chan int), make(chan int)
	go ask(left, right)
	go ask(right, left)
	clock := make(chan int)
	go func() {
		for {
			clock <- 1
		}
	}()
	for range clock {
	}
}
