// The shutdown closes the queue while a producer may still be about to send.

package main

import "fmt"

func main() {
	queue := make(chan string, 1)
	produced := make(chan bool)
	go func() {
		queue <- "job" // finds: panic
		produced <- true
	}()
	close(queue) // the shutdown
	<-produced
	fmt.Println(len(queue), "left")
}
