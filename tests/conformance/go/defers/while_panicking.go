// Deferred calls run while a panic goes up through the functions, and may defer, panic and recover in turn.
package main

import "fmt"

func level(n int) {
	defer fmt.Println("deferred at level", n)
	if n == 0 {
		panic("bottom")
	}
	if n == 2 {
		defer func() {
			if r := recover(); r != nil {
				fmt.Println("caught", r, "at level", n)
				defer func() { fmt.Println("inner recover:", recover()) }()
				panic("again")
			}
		}()
	}
	level(n - 1)
	fmt.Println("not reached", n)
}

func main() {
	level(3 - 1)
	fmt.Println("main goes on")
	defer func() {
		fmt.Println("last:", recover())
	}()
	defer func() {
		defer func() {
			panic(fmt.Sprint("third after ", recover()))
		}()
		panic("second")
	}()
	panic("first")
}
