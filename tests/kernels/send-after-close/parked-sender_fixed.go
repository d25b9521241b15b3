// The consumer closes a channel of its own, and the producer looks at both.

package main

import "fmt"

func main() {
	numbers, enough := make(chan int), make(chan bool)
	ended := make(chan bool)
	go func() {
		defer close(ended)
		for n := 0; n < 3; n++ {
			select {
			case numbers <- n:
			case <-enough:
				return
			}
		}
	}()
	fmt.Println(<-numbers)
	close(enough)
	<-ended
}
