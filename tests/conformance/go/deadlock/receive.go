// main waits for a value that nobody sends.
package main

import "fmt"

func main() {
	fmt.Println("before")
	ch := make(chan int)
	fmt.Println(<-ch)
}
