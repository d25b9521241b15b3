// Functions, interfaces and channels go through channels like any value.
package main

import "fmt"

type shape interface{ area() int }
type square int

func (s square) area() int { return int(s * s) }

func main() {
	work := make(chan func() string)
	results := make(chan chan string, 1)
	go func() {
		for f := range work {
			reply := make(chan string, 1)
			reply <- f()
			results <- reply
		}
		close(results)
	}()
	n := 0
	for _, word := range []string{"one", "two"} {
		work <- func() string { n++; return fmt.Sprint(word, n) }
		fmt.Println(<-<-results)
	}
	close(work)
	_, ok := <-results
	fmt.Println(ok)
	shapes := make(chan shape, 2)
	shapes <- square(4)
	shapes <- nil
	fmt.Println((<-shapes).area(), <-shapes == nil)
}
