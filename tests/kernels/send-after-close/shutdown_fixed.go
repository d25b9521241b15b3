// The shutdown waits for the producer before it closes the queue.

package main

import "fmt"

func main() {
	queue := make(chan string, 1)
	produced := make(chan bool)
	go func() {
		queue <- "job"
		produced <- true
	}()
	<-produced
	close(queue) // the shutdown
	fmt.Println(len(queue), "left")
}
