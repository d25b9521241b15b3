// Blocked receivers are served first in, first out.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	ch := make(chan string)
	var got [3]string
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() { got[i] = <-ch })
		time.Sleep(8 * time.Millisecond)
	}
	for _, word := range []string{"first", "second", "third"} {
		ch <- word
	}
	wg.Wait()
	fmt.Println(got)
}
