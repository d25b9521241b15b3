// Producers do not close: whoever waits for both of them does.

package main

import "fmt"

func produce(items chan<- int, from int) {
	items <- from
}

func main() {
	items := make(chan int, 2)
	done := make(chan bool, 2)
	for from := range 2 {
		go func() {
			produce(items, from)
			done <- true
		}()
	}
	<-done
	<-done
	close(items)
	fmt.Println(len(items), "items")
}
