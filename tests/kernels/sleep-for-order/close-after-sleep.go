// The channel is closed when the senders had time enough: one that is slower panics.
// time: any-delay

package main

import (
	"fmt"
	"time"
)

func main() {
	events := make(chan string, 2)
	for _, name := range []string{"a", "b"} {
		go func() { events <- name }() // finds: panic
	}
	time.Sleep(5 * time.Millisecond)
	close(events)
	fmt.Println(len(events) <= 2)
}
