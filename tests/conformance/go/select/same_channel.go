// The same channel may stand in several cases, to send to and to receive from.
package main

import "fmt"

func main() {
	ch := make(chan int, 1)
	for i := range 6 {
		select {
		case ch <- i:
			fmt.Println("sent", i)
		case v := <-ch:
			fmt.Println("received", v)
		}
	}
}
