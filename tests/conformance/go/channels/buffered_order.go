// A buffered channel gives its values back in the order in which they were sent, and blocks nobody until it is full.
package main

import "fmt"

func main() {
	ch := make(chan int, 4)
	for i := range 4 {
		ch <- i * i
		fmt.Println("len", len(ch), "cap", cap(ch))
	}
	fmt.Println(<-ch, <-ch)
	ch <- 100
	fmt.Println(<-ch, <-ch, <-ch, len(ch))
}
