// The reader takes the letter out, and knows then that it is signed.

package main

import "fmt"

func main() {
	var signed string
	mailbox := make(chan string, 1)
	go func() {
		signed = "Ann"
		mailbox <- "letter"
	}()
	for {
		select {
		case <-mailbox:
			fmt.Println(signed)
			return
		default:
		}
	}
}
