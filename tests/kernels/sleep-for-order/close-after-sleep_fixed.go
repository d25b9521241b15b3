// Main waits for the senders.
// time: any-delay

package main

import (
	"fmt"
	"sync"
)

func main() {
	events := make(chan string, 2)
	var wg sync.WaitGroup
	for _, name := range []string{"a", "b"} {
		wg.Go(func() { events <- name })
	}
	wg.Wait()
	close(events)
	fmt.Println(len(events) <= 2)
}
