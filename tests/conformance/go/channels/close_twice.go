// Closing a channel a second time panics.
package main

func shut(ch chan int) {
	close(ch)
}

func main() {
	ch := make(chan int)
	shut(ch)
	shut(ch)
}
