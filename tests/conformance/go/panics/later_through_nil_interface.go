// A method of an interface that holds nothing panics where go or defer stands, after the arguments were computed.
package main

import "fmt"

type doer interface {
	do(n int)
	done()
}

func say(n int) int {
	fmt.Println("computed", n)
	return n
}

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
	fmt.Println("never reached")
}

func main() {
	var d doer
	try("defer", func() {
		defer d.done()
		fmt.Println("never reached")
	})
	try("defer with an argument", func() {
		defer fmt.Println("deferred before")
		defer d.do(say(1))
		fmt.Println("never reached")
	})
	try("go", func() {
		go d.done()
		fmt.Println("never reached")
	})
	try("go with an argument", func() {
		go d.do(say(2))
		fmt.Println("never reached")
	})
	defer d.done()
}
