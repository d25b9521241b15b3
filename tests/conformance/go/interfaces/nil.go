// An interface that holds a nil pointer is not nil itself.
package main

import "fmt"

type failure struct{}

func (f *failure) Error() string {
	if f == nil {
		return "a failure that is nil"
	}
	return "a failure"
}

func wrong() error {
	var f *failure
	return f
}

func right() error { return nil }

func main() {
	fmt.Println(wrong() == nil, right() == nil)
	fmt.Println(wrong())
	var e error
	fmt.Println(e == nil)
	var p *int
	var a any = p
	fmt.Println(a == nil, a == (*int)(nil), a.(*int) == nil)
	var m map[string]int
	a = m
	fmt.Println(a == nil, a.(map[string]int) == nil)
	var inner any
	a = inner
	fmt.Println(a == nil)
	e = error(nil)
	a = e
	fmt.Println(a == nil)
}
