// Watch a chain of filters grow by one for each prime; what passes them all is the next prime.

package main

import "fmt"

const primes = 4 // 1..12

func main() {
	numbers := make(chan int)
	go count(numbers)
	for range primes {
		prime := <-numbers
		fmt.Println(prime)
		passed := make(chan int)
		go filter(numbers, passed, prime)
		numbers = passed
	}
}

func count(out chan<- int) {
	for number := 2; ; number++ {
		out <- number
	}
}

func filter(in <-chan int, out chan<- int, prime int) {
	for number := range in {
		if number%prime != 0 {
			out <- number
		}
	}
}
