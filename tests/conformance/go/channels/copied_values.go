// What is sent is copied: an array or struct is another one then, a slice or pointer still shares.
package main

import "fmt"

type box struct {
	numbers [3]int
	shared  []int
	next    *box
}

func main() {
	ch := make(chan box, 1)
	b := box{[3]int{1, 2, 3}, []int{1, 2, 3}, &box{}}
	ch <- b
	b.numbers[0] = 99
	b.shared[0] = 99
	b.next.numbers[1] = 99
	got := <-ch
	fmt.Println(got.numbers, got.shared, got.next.numbers, got.next == b.next)
}
