// An unhandled panic with a string prints the string, after the deferred calls have run.
package main

import "fmt"

func inner() {
	defer fmt.Println("inner's deferred call")
	panic("something is wrong")
}

func main() {
	defer fmt.Println("main's deferred call")
	inner()
	fmt.Println("not reached")
}
