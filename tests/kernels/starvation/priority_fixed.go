// The two are waited for together, so that chance takes the other one some time.

package main

func main() {
	urgent, normal := make(chan int), make(chan int)
	go func() {
		for {
			urgent <- 1
		}
	}()
	go func() {
		normal <- 1
	}()
	for {
		select {
		case <-urgent:
		case <-normal:
		}
	}
}
