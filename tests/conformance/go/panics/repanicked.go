// A panic that is recovered and raised again with the same value is shown once.
package main

import "fmt"

func guard() {
	if r := recover(); r != nil {
		fmt.Println("seen:", r)
		panic(r)
	}
}

func main() {
	defer guard()
	defer guard()
	panic("the same value")
}
