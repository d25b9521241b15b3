// The mailbox of one letter is full: so the writer has signed. That there is no room in a channel orders nothing.

package main

import "fmt"

func main() {
	var signed string
	mailbox := make(chan string, 1)
	go func() {
		signed = "Ann" // finds: race
		mailbox <- "letter"
	}()
	for {
		select {
		case mailbox <- "advertisement":
			<-mailbox
			continue
		default:
		}
		break
	}
	fmt.Println(signed) // finds: race
}
