// A send on a closed channel panics even where the buffer has room, and ends the program.
package main

import "fmt"

func main() {
	ch := make(chan int, 1)
	close(ch)
	fmt.Println("closed, with room for", cap(ch)-len(ch))
	ch <- 1
	fmt.Println("not reached")
}
