// What the body of a loop over a function defers waits for the function that the loop stands in, also in nested loops.
package main

import "fmt"

func each(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		defer fmt.Println("iterator", n, "is left")
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func work() (result string) {
	defer fmt.Println("deferred before")
	for i := range each(2) {
		defer fmt.Println("outer", i)
		for j := range each(2) {
			defer func() { fmt.Println("inner", i, j, recover()) }()
			if i == 1 {
				result = "set"
				panic(fmt.Sprint("at ", i, j))
			}
		}
	}
	return "not reached"
}

func early() int {
	for i := range each(5) {
		defer fmt.Println("early", i)
		if i == 1 {
			return i
		}
	}
	return -1
}

func main() {
	fmt.Println(work())
	fmt.Println(early())
	for i := range each(1) {
		func() {
			defer fmt.Println("of the literal", i)
		}()
		fmt.Println("after the literal")
	}
	defer func() { fmt.Println(recover()) }()
	for range func(yield func() bool) {
		defer func() { recover() }()
		yield()
	} {
		panic("lost")
	}
}
