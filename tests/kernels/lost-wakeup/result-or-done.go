// When both a result and the end are ready, select takes either: the last result may be lost.

package main

import "fmt"

func main() {
	results, done := make(chan int, 2), make(chan struct{})
	go func() {
		results <- 1
		results <- 2
		close(done)
	}()
	sum := 0
	for running := true; running; {
		select {
		case n := <-results:
			sum += n
		case <-done:
			running = false
		}
	}
	if sum != 3 {
		panic("a result was lost") // finds: panic
	}
	fmt.Println(sum)
}
