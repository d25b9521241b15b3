// main sends to a channel from which nobody receives.
package main

func put(ch chan<- int) {
	ch <- 1
}

func main() {
	ch := make(chan int, 1)
	put(ch)
	put(ch)
}
