// The consumer takes what it wants and closes the channel; a producer that waits to send on it panics.

package main

import "fmt"

func main() {
	numbers := make(chan int)
	ended := make(chan bool)
	go func() {
		defer close(ended)
		for n := 0; n < 3; n++ {
			numbers <- n // finds: panic
		}
	}()
	fmt.Println(<-numbers)
	close(numbers)
	<-ended
}
