// Channels used against their direction, or where there is no channel.
package main

func main() {
	in := make(<-chan int)
	out := make(chan<- int)
	both := make(chan string)
	in <- 1
	<-out
	both <- 5
	close(in)
	for range out {
	}
	n := 1
	n <- 1
	<-n
	select {
	case n == 1:
	}
}
