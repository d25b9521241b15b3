// A send case on a closed channel is ready, default or not, and panics when it is chosen.
package main

import "fmt"

func main() {
	ch := make(chan int)
	close(ch)
	for round := range 2 {
		func() {
			defer func() { fmt.Println(round, recover()) }()
			select {
			case ch <- round:
				fmt.Println("not reached")
			default:
				fmt.Println("not reached")
			}
		}()
	}
	select {
	case v, ok := <-ch:
		fmt.Println(v, ok)
	case <-chan int(nil):
	}
}
