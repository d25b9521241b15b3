// Of three ready cases, a receive, a send and a receive from a closed channel, each can be taken.
// nondeterministic
package main

import "fmt"

func main() {
	in, out, shut := make(chan int, 1), make(chan int, 1), make(chan int)
	in <- 1
	close(shut)
	select {
	case v := <-in:
		fmt.Println("in", v)
	case out <- 2:
		fmt.Println("out", len(out))
	case v, ok := <-shut:
		fmt.Println("shut", v, ok)
	}
}
