// A slice becomes an array, or a pointer to one, only when it is long enough.
package main

import "fmt"

func try(f func() any) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(r)
		}
	}()
	fmt.Println(f())
}

func main() {
	list := make([]int, 3, 10)
	for i := range list {
		list[i] = i + 1
	}
	try(func() any { return [2]int(list) })
	try(func() any { return [4]int(list) })
	try(func() any { return len((*[3]int)(list)) })
	try(func() any { return (*[4]int)(list) })
	var none []int
	try(func() any { return (*[0]int)(none) == nil })
	try(func() any { return (*[0]int)([]int{}) == nil })
	try(func() any { return [0]int(none) })
	p := (*[2]int)(list)
	p[0] = 100
	array := [2]int(list)
	array[1] = 200
	fmt.Println(list, array)
}
