// A closed channel gives what its buffer holds, then zero values and false, for ever.
package main

import "fmt"

type point struct{ x, y int }

func main() {
	ch := make(chan point, 3)
	ch <- point{1, 2}
	ch <- point{3, 4}
	close(ch)
	for range 4 {
		p, ok := <-ch
		fmt.Println(p, ok, len(ch), cap(ch))
	}
	words := make(chan string)
	close(words)
	fmt.Printf("%q\n", <-words)
	errs := make(chan error)
	close(errs)
	fmt.Println(<-errs)
}
