// Lengths and capacities that make refuses.
package main

import "fmt"

func try(f func() int) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(r)
		}
	}()
	fmt.Println(f())
}

func main() {
	minus, three, big := -1, 3, 1<<62
	try(func() int { return len(make([]int, three)) })
	try(func() int { return len(make([]int, minus)) })
	try(func() int { return len(make([]int, big)) })
	try(func() int { return cap(make([]int, three, big)) })
	try(func() int { return cap(make([]int, three, minus)) })
	try(func() int { return cap(make([]int, three, three-1)) })
	try(func() int { return len(make(map[int]int, minus)) })
	try(func() int { return len(make(map[int]int, three)) })
	try(func() int { return cap(make([]struct{}, three, three+1)) })
}
