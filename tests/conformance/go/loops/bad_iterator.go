// An iterator that goes on calling yield after the loop has ended is a run-time error.
package main

import "fmt"

func stubborn(yield func(int) bool) {
	yield(1)
	yield(2)
}

func main() {
	func() {
		defer func() { fmt.Println(recover()) }()
		for i := range stubborn {
			fmt.Println(i)
			break
		}
	}()
	var kept func(int) bool
	for i := range func(yield func(int) bool) { kept = yield; yield(5) } {
		fmt.Println(i)
	}
	defer func() { fmt.Println(recover()) }()
	kept(6)
}
