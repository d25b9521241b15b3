// Examples: what they print is compared with their last comment, line by line or in any order.
package main

import (
	"fmt"
	"os"
	"sync"
	"testing"
)

type Color string

func (c Color) String() string { return string(c) }

func TestFirst(t *testing.T) {
	fmt.Println("tests come before examples")
}

func Example() {
	fmt.Println("hello,")
	fmt.Println("world")
	// Output:
	// hello,
	// world
}

func Example_blanks() {
	fmt.Print("  around  \n\n\n")
	// Output: around
}

func Example_wrong() {
	fmt.Println("one")
	fmt.Println("two")
	// Output:
	// one
	// three
}

func ExampleColor() {
	var mu sync.Mutex
	var wait sync.WaitGroup
	for _, word := range []string{"red", "green", "blue"} {
		wait.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			fmt.Println(word)
		})
	}
	wait.Wait()
	// Unordered output:
	// blue
	// green
	// red
}

func Example_unorderedWrong() {
	fmt.Println("b")
	fmt.Println("a")
	// unordered OUTPUT: a
	// c
}

func ExampleColor_String() {
	// Output:
}

func Example_errors() {
	fmt.Fprintln(os.Stderr, "standard error is not compared")
	fmt.Fprint(os.Stdout, "out")
	/* Output:
	out
	*/
}

func Example_notRun() {
	panic("no output is given")
}
