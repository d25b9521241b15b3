// A switch with two defaults, and a select with a case that is no communication.
package main

func main() {
	switch 1 {
	default:
	case 1:
	default:
	}
	ch := make(chan int)
	select {
	case <-ch:
	default:
	default:
	}
	select {
	case ch:
	}
}
