// The scheduler takes an urgent job whenever there is one: as long as new ones come in time, the other job waits.

package main

func main() {
	urgent, normal := make(chan int), make(chan int)
	go func() {
		for {
			urgent <- 1
		}
	}()
	go func() {
		normal <- 1 // finds: starvation
	}()
	for {
		select {
		case <-urgent:
			continue
		default:
		}
		select {
		case <-urgent:
		case <-normal:
		}
	}
}
