// select waits no longer than time.After says.
package main

import (
	"fmt"
	"time"
)

func wait(ch <-chan string, patience time.Duration) {
	select {
	case s := <-ch:
		fmt.Println("got", s)
	case <-time.After(patience):
		fmt.Println("too late after", patience)
	}
}

func main() {
	ch := make(chan string)
	wait(ch, 3*time.Millisecond)
	go func() { ch <- "word" }()
	wait(ch, time.Minute)
	go func() {
		time.Sleep(2 * time.Millisecond)
		ch <- "late word"
	}()
	wait(ch, time.Minute)
}
