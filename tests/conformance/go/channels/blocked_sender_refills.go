// When a full buffer gives up its head, the first blocked sender's value goes to the tail in the same moment.
package main

import (
	"fmt"
	"time"
)

func main() {
	ch := make(chan int, 2)
	ch <- 1
	ch <- 2
	go func() { ch <- 3 }()
	time.Sleep(10 * time.Millisecond)
	fmt.Println("full:", len(ch))
	fmt.Println("received", <-ch, "and len is still", len(ch))
	fmt.Println("received", <-ch, "and len is", len(ch))
	fmt.Println("received", <-ch, "and len is", len(ch))
}
