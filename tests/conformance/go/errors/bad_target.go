// As wants a pointer to an interface or to an error type, and says so by a panic; errors.ErrUnsupported exists.
package main

import (
	"errors"
	"fmt"
)

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

type uncomparable struct{ list []int }

func (u uncomparable) Error() string { return fmt.Sprint("list ", u.list) }

func main() {
	err := errors.New("x")
	var p *int
	var target any
	target = nil
	try(func() { errors.As(err, target) })
	target = p
	try(func() { errors.As(err, target) })
	target = new(int)
	try(func() { errors.As(err, target) })
	target = 5
	try(func() { errors.As(err, target) })
	fmt.Println(errors.As(nil, new(error)))
	u := uncomparable{[]int{1}}
	fmt.Println(errors.Is(u, u), errors.Is(fmt.Errorf("%w", u), err))
	fmt.Println(errors.ErrUnsupported)
}
