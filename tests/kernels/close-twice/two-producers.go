// Each producer closes the channel when it is done, so the second one closes a closed channel.

package main

import "fmt"

func produce(items chan<- int, from int) {
	items <- from // finds: panic
	close(items)  // finds: panic
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
	fmt.Println(len(items), "items")
}
