// The end of the results is the channel's own: it is closed behind the last of them.

package main

import "fmt"

func main() {
	results := make(chan int, 2)
	go func() {
		results <- 1
		results <- 2
		close(results)
	}()
	sum := 0
	for n := range results {
		sum += n
	}
	if sum != 3 {
		panic("a result was lost")
	}
	fmt.Println(sum)
}
