// Two goroutines that both select on the same two channels exchange exactly one value.
package main

import (
	"fmt"
	"sync"
)

func main() {
	a, b := make(chan int), make(chan int)
	var wg sync.WaitGroup
	var got [2]int
	for i := range 2 {
		wg.Go(func() {
			out, in := a, b
			if i == 1 {
				out, in = b, a
			}
			for out != nil || in != nil {
				select {
				case out <- i + 10:
					out = nil
				case got[i] = <-in:
					in = nil
				}
			}
		})
	}
	wg.Wait()
	fmt.Println(got)
}
