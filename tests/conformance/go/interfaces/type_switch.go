// Type switches: several types in a case, nil, interfaces, the value's type in each arm, and no match.
package main

import (
	"errors"
	"fmt"
)

type id int

func (i id) String() string { return fmt.Sprintf("id %d", int(i)) }

func describe(v any) string {
	switch x := v.(type) {
	case nil:
		return "nil"
	case int:
		return fmt.Sprint("int ", x+1)
	case string, []byte:
		return fmt.Sprintf("text %s of type %T", x, x)
	case error:
		return "error " + x.Error()
	case fmt.Stringer:
		return "Stringer " + x.String()
	case func(int) int:
		return fmt.Sprint("function giving ", x(20))
	case map[string]int:
		return fmt.Sprint("map of ", len(x))
	case *int:
		return fmt.Sprint("pointer to ", *x)
	case chan int, <-chan int:
		return fmt.Sprintf("channel %T", x)
	case [3]int:
		x[0] = 100
		return fmt.Sprint("array ", x)
	case interface{ Len() int }:
		return "has Len"
	default:
		return fmt.Sprintf("other %T", x)
	}
}

type sized struct{}

func (sized) Len() int { return 3 }

func main() {
	n := 5
	array := [3]int{1, 2, 3}
	for _, v := range []any{
		nil, 41, "a", []byte("b"), errors.New("c"), id(7), func(i int) int { return i * 2 },
		map[string]int{"x": 1}, &n, make(chan int), (<-chan int)(nil), array, sized{}, 1.5, int8(3), true, struct{}{}, [2]int{},
	} {
		fmt.Println(describe(v))
	}
	fmt.Println(array)
	switch any(n).(type) {
	case string:
		fmt.Println("not reached")
	}
	switch y := any(n); y.(type) {
	case int:
		fmt.Println("int without a name")
	}
	var e error = fmt.Errorf("%d", n)
	switch e := e.(type) {
	case interface{ Timeout() bool }:
		fmt.Println("not reached", e.Timeout())
	case error:
		fmt.Println("plain", e)
	}
}
