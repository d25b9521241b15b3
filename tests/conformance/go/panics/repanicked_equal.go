// An equal value that is made anew counts as the same one; another does not.
package main

import "fmt"

type code int

func main() {
	defer func() {
		r := recover()
		panic(fmt.Sprint(r))
	}()
	defer func() {
		recover()
		panic(code(2))
	}()
	defer func() {
		recover()
		panic(code(1))
	}()
	panic(code(1))
}
