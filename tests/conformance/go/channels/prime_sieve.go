// A chain of goroutines, one for each prime found, sifts the numbers.
package main

import "fmt"

func numbers(out chan<- int) {
	for i := 2; ; i++ {
		out <- i
	}
}

func sift(in <-chan int, out chan<- int, prime int) {
	for {
		if n := <-in; n%prime != 0 {
			out <- n
		}
	}
}

func main() {
	ch := make(chan int)
	go numbers(ch)
	for range 25 {
		prime := <-ch
		fmt.Print(prime, " ")
		next := make(chan int)
		go sift(ch, next, prime)
		ch = next
	}
	fmt.Println()
}
