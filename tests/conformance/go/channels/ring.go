// A token goes round a ring of goroutines and comes back increased by each.
package main

import "fmt"

func main() {
	const n = 100
	first := make(chan int)
	in := first
	for range n {
		out := make(chan int)
		go func(from <-chan int, to chan<- int) {
			for v := range from {
				to <- v + 1
			}
			close(to)
		}(in, out)
		in = out
	}
	for lap := range 3 {
		first <- lap * 1000
		fmt.Println(<-in)
	}
	close(first)
	_, ok := <-in
	fmt.Println(ok)
}
