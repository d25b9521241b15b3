// Watch one ball go back and forth: at most moments only one of the two goroutines can move.

package main

import "fmt"

const rallies = 3 // 1..50

func main() {
	table := make(chan string)
	done := make(chan bool)

	go func() {
		for ball := range table {
			fmt.Println(ball)
			table <- "pong"
		}
		close(done)
	}()

	for range rallies {
		table <- "ping"
		fmt.Println(<-table)
	}
	close(table)
	<-done
}
