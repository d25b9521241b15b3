// Panics of deferred calls, one after the other, of which one was recovered.
package main

import "fmt"

func clean(step string) {
	if r := recover(); r != nil {
		fmt.Println("recovered", r)
	}
	panic(fmt.Errorf("cleaning %s", step))
}

func work() {
	defer clean("second")
	defer clean("first")
	panic("work")
}

func main() {
	defer func() { panic("last") }()
	work()
}
