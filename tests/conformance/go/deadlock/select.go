// A select without cases and one whose cases are never ready are named differently in the dump.
package main

func main() {
	a, b := make(chan int), make(chan int)
	go func() {
		select {}
	}()
	select {
	case <-a:
	case b <- 1:
	}
}
