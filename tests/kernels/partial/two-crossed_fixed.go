// One asks and the other answers first.

package main

func ask(question chan<- int, answer <-chan int) {
	question <- 1
	<-answer
}

func main() {
	left, right := make(chan int), make(chan int)
	go ask(left, right)
	go func() { right <- <-left }()
	clock := make(chan int)
	go func() {
		for {
			clock <- 1
		}
	}()
	for range clock {
	}
}
