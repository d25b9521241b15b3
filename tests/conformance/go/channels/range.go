// Ranging over a channel takes its values until it is closed and empty.
package main

import "fmt"

func count(n int) <-chan int {
	ch := make(chan int)
	go func() {
		defer close(ch)
		for i := 1; i <= n; i++ {
			ch <- i
		}
	}()
	return ch
}

func main() {
	sum := 0
	for v := range count(10) {
		if v == 3 {
			continue
		}
		sum += v
	}
	fmt.Println(sum)
	empty := make(chan string)
	close(empty)
	for s := range empty {
		fmt.Println("not reached", s)
	}
	full := make(chan int, 3)
	full <- 1
	full <- 2
	full <- 3
	for range full {
		if len(full) == 0 {
			break
		}
	}
	fmt.Println(len(full))
}
