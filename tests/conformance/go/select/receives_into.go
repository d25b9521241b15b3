// A receive in a select can declare, assign to existing places, use ok or drop the value.
package main

import "fmt"

type record struct {
	values map[string]int
	last   any
}

func main() {
	ch := make(chan int, 8)
	for i := 1; i <= 5; i++ {
		ch <- i
	}
	r := record{values: map[string]int{}}
	var ok bool
	list := make([]int, 2)
	select {
	case r.values["first"] = <-ch:
	}
	select {
	case list[1], ok = <-ch:
	}
	select {
	case r.last = <-ch:
	}
	select {
	case _, here := <-ch:
		fmt.Println(here)
	}
	select {
	case <-ch:
	}
	fmt.Println(r.values, list, ok, r.last, len(ch))
}
