// Setting a channel to nil turns its case off: two inputs are merged until both are closed.
package main

import "fmt"

func source(from, to int) <-chan int {
	ch := make(chan int)
	go func() {
		for i := from; i < to; i++ {
			ch <- i
		}
		close(ch)
	}()
	return ch
}

func main() {
	a, b := source(0, 5), source(100, 103)
	sum, n := 0, 0
	for a != nil || b != nil {
		select {
		case v, ok := <-a:
			if !ok {
				a = nil
				continue
			}
			sum, n = sum+v, n+1
		case v, ok := <-b:
			if !ok {
				b = nil
				break
			}
			sum, n = sum+v, n+1
		}
	}
	fmt.Println(n, sum, a == nil, b == nil)
}
