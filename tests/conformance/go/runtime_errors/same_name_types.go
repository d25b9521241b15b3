// Two types of one name from different functions are different types, and Go's words show it.
package main

import "fmt"

func first() any {
	type local struct{ n int }
	return local{1}
}

func second(v any) {
	type local struct{ n int }
	defer func() { fmt.Println(recover()) }()
	l := v.(local)
	fmt.Println("not reached", l)
}

func main() {
	second(first())
	fmt.Printf("%T %v\n", first(), first())
}
