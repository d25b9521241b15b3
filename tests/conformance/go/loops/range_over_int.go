// Ranging over an integer: its type, zero and negative ones, and that the limit is evaluated once.
package main

import "fmt"

type count uint8

func limit() int {
	fmt.Print("limit ")
	return 3
}

func main() {
	for i := range limit() {
		fmt.Print(i, " ")
	}
	fmt.Println()
	n := 3
	for i := range n {
		n = 10
		i *= 2
		fmt.Print(i, " ")
	}
	fmt.Println(n)
	for range 0 {
		fmt.Println("not reached")
	}
	for i := range -5 {
		fmt.Println("not reached", i)
	}
	for c := range count(3) {
		fmt.Printf("%T%v ", c, c)
	}
	var last int64
	for last = range int64(4) {
	}
	for i := range 'c' - 'a' {
		fmt.Printf("%T ", i)
	}
	const four = 4
	for i := range four {
		fmt.Printf("%T%d ", i, i)
	}
	fmt.Println(last)
	x := 0
	for range 1000 {
		x++
		if x == 5 {
			break
		}
	}
	fmt.Println(x)
}
