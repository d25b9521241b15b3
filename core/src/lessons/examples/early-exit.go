// Watch main return while others are at work: a program ends with main, and what they had to say is lost.
// nondeterministic

package main

import "fmt"

const workers = 2 // 1..10

func main() {
	for id := range workers {
		go fmt.Println("worker", id, "is done")
	}
	fmt.Println("main returns")
}
