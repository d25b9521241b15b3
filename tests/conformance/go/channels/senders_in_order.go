// Blocked senders are served first in, first out.
package main

import (
	"fmt"
	"time"
)

func main() {
	ch := make(chan int)
	for i := range 4 {
		go func() { ch <- i }()
		time.Sleep(8 * time.Millisecond)
	}
	fmt.Println(<-ch, <-ch, <-ch, <-ch)
}
