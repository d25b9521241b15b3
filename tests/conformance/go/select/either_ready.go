// Of two ready cases either is taken.
// nondeterministic
package main

import "fmt"

func main() {
	a, b := make(chan int, 1), make(chan int, 1)
	a <- 1
	b <- 2
	select {
	case v := <-a:
		fmt.Println("a", v, len(a), len(b))
	case v := <-b:
		fmt.Println("b", v, len(a), len(b))
	}
}
