// A generator ends when its consumer closes the channel that says it has enough.
package main

import "fmt"

func fibonacci(enough <-chan struct{}, ended chan<- int) <-chan int {
	out := make(chan int)
	go func() {
		a, b, n := 0, 1, 0
		for {
			select {
			case out <- a:
				a, b = b, a+b
				n++
			case <-enough:
				ended <- n
				return
			}
		}
	}()
	return out
}

func main() {
	enough, ended := make(chan struct{}), make(chan int)
	numbers := fibonacci(enough, ended)
	for range 12 {
		fmt.Print(<-numbers, " ")
	}
	close(enough)
	fmt.Println("after", <-ended)
}
