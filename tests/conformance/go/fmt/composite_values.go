// %v, %+v, %#v and %T of nested structs, slices, arrays, maps, pointers and interfaces.
package main

import (
	"errors"
	"fmt"
	"time"
)

type kind uint8

type point struct{ X, y int }

type record struct {
	Name  string
	at    *point
	Pts   []point
	tags  map[string]int
	Any   any
	Err   error
	f     func()
	ch    chan int
	Kind  kind
	Ratio float64
	inner struct{ ok bool }
	bytes []byte
	array [2]string
	d     time.Duration
}

type tree struct {
	v    int
	l, r *tree
}

func main() {
	r := record{Name: "n", Pts: []point{{1, 2}}, tags: map[string]int{"b": 2, "a": 1}, Any: 1.5, Err: errors.New("bad"), Kind: 7, bytes: []byte("hi"), array: [2]string{"x", "y z"}, d: 1500 * time.Millisecond}
	fmt.Printf("%v\n%+v\n", r, r)
	r.Err = nil
	r.bytes = nil
	fmt.Printf("%#v\n", r)
	fmt.Printf("%v %+v %#v %T\n", point{1, 2}, point{1, 2}, point{1, 2}, point{1, 2})
	p := &point{3, 4}
	fmt.Printf("%v %+v %#v %T %v\n", p, p, p, p, *p)
	fmt.Printf("%v %+v\n", &[]int{1}, &map[string]point{"k": {5, 6}})
	fmt.Printf("%#v %#v %#v\n", &[]string{"a"}, &[2]bool{true}, &map[int]string{1: "x"})
	fmt.Printf("%v %+v\n", tree{1, nil, nil}, []any{nil, 1, "s", point{1, 2}, []int(nil), map[string]int(nil), error(nil)})
	fmt.Printf("%#v\n", []any{nil, 1, "s", 2.0, 'x', byte(1), true, point{1, 2}, []int(nil), map[string]int(nil), (*int)(nil), kind(3), struct{}{}, [0]int{}})
	fmt.Printf("%#v %#v %#v\n", []point{{1, 2}}, map[string]*point{"nil": nil}, [2][]string{{"a"}, nil})
	fmt.Printf("%#v %#v %#v %#v\n", int8(1), uint(2), uintptr(3), "q\"")
	fmt.Printf("%#v\n", struct {
		A int
		B []string
		C any
	}{1, []string{"x"}, 2})
	fmt.Println([]string{"a b", ""}, []error{nil, errors.New("x")}, [][]int{{1}, {}}, [2]bool{true}, map[point]string{{1, 2}: "v"})
	fmt.Printf("%v %d %s\n", []kind{1, 2}, []kind{1, 2}, []kind{65})
	fmt.Printf("%T %T %T %T %T %T\n", r, kind(1), []any{}, map[string][]*point{}, func(int, ...string) (bool, error) { return true, nil }, make(<-chan struct{}))
	fmt.Printf("%T %T %T %T %T\n", nil, errors.New(""), struct{ A int }{}, [3]func(){}, 'x')
	fmt.Printf("%v %v\n", struct{}{}, [][]string{})
	fmt.Printf("%6v|%-6v|%06v|%6v\n", []int{1, 2}, point{1, 2}, []int{3}, []string{"a"})
	fmt.Printf("%6.2f|%x|%q\n", []float64{1, 2.345}, []string{"ab", "c"}, []any{"s", 'r', 1})
}
