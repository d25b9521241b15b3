// A channel is handed on as one that can only be sent to or received from; its type says so.
package main

import "fmt"

func produce(out chan<- int, n int) {
	for i := range n {
		out <- i
	}
	close(out)
}

func double(in <-chan int, out chan<- int) {
	for v := range in {
		out <- 2 * v
	}
	close(out)
}

func main() {
	a, b := make(chan int), make(chan int, 2)
	go produce(a, 4)
	go double(a, b)
	for v := range b {
		fmt.Println(v)
	}
	fmt.Printf("%T %T %T\n", a, (<-chan int)(a), (chan<- int)(a))
	fmt.Printf("%T %T\n", make(chan (<-chan int)), make(chan<- chan string))
	var x, y any = a, (<-chan int)(a)
	fmt.Println(x == y)
	_, isBoth := x.(chan int)
	_, isReceive := x.(<-chan int)
	fmt.Println(isBoth, isReceive)
}
