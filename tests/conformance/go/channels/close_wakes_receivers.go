// Closing a channel wakes every receiver that is blocked on it with the zero value.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	ch := make(chan int)
	var wg sync.WaitGroup
	var results [5]string
	for i := range results {
		wg.Go(func() {
			v, ok := <-ch
			results[i] = fmt.Sprint(v, " ", ok)
		})
	}
	time.Sleep(10 * time.Millisecond)
	close(ch)
	wg.Wait()
	for i, result := range results {
		fmt.Println(i, result)
	}
}
