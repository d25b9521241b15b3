// Things that cannot be called, indexed or followed, and nil where a type is needed.
package main

import "fmt"

func none() {}

func main() {
	n := 5
	n()
	list := []int{1}
	fmt.Println("a", list...)
	var f func() = none()
	_ = *n
	_ = n[0]
	_ = list["a"]
}
