// The function and the arguments of a go statement are evaluated at once, in the goroutine that says go.
package main

import "fmt"

func chosen(name string) func(int, chan string) {
	fmt.Println("function", name)
	return func(n int, done chan string) { done <- fmt.Sprint(name, " ", n) }
}

func number(n int) int {
	fmt.Println("argument", n)
	return n
}

func main() {
	done := make(chan string, 1)
	x := 1
	go chosen("f")(number(x), done)
	x = 2
	fmt.Println(<-done, x)
	f := func(int, chan string) { done <- "the first function" }
	go f(0, nil)
	f = nil
	fmt.Println(<-done)
}
