// Of several cases only the ready one can be chosen, wherever it stands.
package main

import "fmt"

func main() {
	var chans [3]chan int
	for i := range chans {
		chans[i] = make(chan int, 1)
	}
	for i := range 6 {
		chans[i%3] <- i
		select {
		case v := <-chans[0]:
			fmt.Println("zero", v)
		case v := <-chans[1]:
			fmt.Println("one", v)
		case v := <-chans[2]:
			fmt.Println("two", v)
		}
	}
}
