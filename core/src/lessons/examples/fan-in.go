// Watch select take from whoever is ready: the order of the letters is another one in another run.
// nondeterministic

package main

import "fmt"

const letters = 2 // 1..10 from each side

func main() {
	left, right := spell('a'), spell('x')
	word := ""
	for range 2 * letters {
		select {
		case letter := <-left:
			word += letter
		case letter := <-right:
			word += letter
		}
	}
	fmt.Println(word)
}

func spell(first rune) <-chan string {
	out := make(chan string)
	go func() {
		for n := range letters {
			out <- string(first + rune(n))
		}
	}()
	return out
}
