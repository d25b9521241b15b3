// The words for bounds that are unsigned numbers too large for any slice, and what type such panics have.
package main

import (
	"errors"
	"fmt"
	"runtime"
)

func try(f func() any) {
	defer func() {
		r := recover()
		err, ok := r.(runtime.Error)
		fmt.Printf("%T %v %v\n", r, ok, r)
		var as runtime.Error
		fmt.Println(errors.As(fmt.Errorf("in: %w", err), &as))
	}()
	fmt.Println("no panic:", f())
}

func main() {
	list := make([]int, 3, 5)
	array := [3]int{}
	text := "hello"
	two, four := 2, 4
	huge, most := uint64(1)<<63+5, ^uint(0)
	try(func() any { return list[:huge] })
	try(func() any { return list[huge:] })
	try(func() any { return list[huge:two] })
	try(func() any { return list[0:two:most] })
	try(func() any { return list[0:most:two] })
	try(func() any { return list[most:two:four] })
	try(func() any { return array[:most] })
	try(func() any { return array[most:] })
	try(func() any { return text[:huge] })
	try(func() any { return text[huge:] })
	try(func() any { return text[huge:two] })
	try(func() any { return list[uint8(200):] })
	try(func() any { return [4]int(list) })
	try(func() any { return (*[4]int)(list) })
}
