// A recovered panic that is over leaves no trace in the next one.
package main

import "fmt"

func try(f func()) {
	defer func() { fmt.Println("recovered:", recover()) }()
	f()
}

func main() {
	try(func() { panic("one") })
	defer func() {
		try(func() { panic("two") })
	}()
	panic("three")
}
