// A signal is forgotten only when no panic is left: neither a panic that is recovered from after it takes it away, nor is it gone
// when it is recovered from in the middle of a panic.
package main

import "fmt"

func follow(p *int) {
	defer func() { fmt.Println(recover()) }()
	*p = 1
}

func caught() {
	defer func() { recover() }()
	panic("inside")
}

func main() {
	func() {
		defer func() { recover() }()
		defer caught()
		var p *int
		*p = 1
	}()
	defer follow(nil)
	panic("no signal of its own")
}
