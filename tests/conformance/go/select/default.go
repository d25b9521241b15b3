// select takes its default only when no case is ready.
package main

import "fmt"

func try(ch chan int) string {
	select {
	case v, ok := <-ch:
		return fmt.Sprint("received ", v, " ", ok)
	default:
		return "nothing there"
	}
}

func put(ch chan int, v int) bool {
	select {
	case ch <- v:
		return true
	default:
		return false
	}
}

func main() {
	ch := make(chan int, 1)
	fmt.Println(try(ch))
	fmt.Println(put(ch, 1), put(ch, 2))
	fmt.Println(try(ch))
	fmt.Println(try(ch))
	close(ch)
	fmt.Println(try(ch))
	fmt.Println(try(nil), put(nil, 1))
	fmt.Println(put(make(chan int), 1))
}
