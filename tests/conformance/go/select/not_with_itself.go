// A select that sends to and receives from one unbuffered channel does not meet itself.
package main

func main() {
	ch := make(chan int)
	select {
	case ch <- 1:
	case <-ch:
	}
}
