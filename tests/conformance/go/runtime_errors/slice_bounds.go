// The words for every slice expression whose bounds are wrong.
package main

import "fmt"

func try(f func() any) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(r)
		}
	}()
	fmt.Println("no panic:", f())
}

func main() {
	list := make([]int, 3, 5)
	array := [3]int{}
	text := "hello"
	var none []int
	one, two, four, six, minus := 1, 2, 4, 6, -1
	try(func() any { return list[:four] })
	try(func() any { return list[:six] })
	try(func() any { return list[four:] })
	try(func() any { return list[minus:] })
	try(func() any { return list[:minus] })
	try(func() any { return list[two:one] })
	try(func() any { return list[six:six] })
	try(func() any { return list[four:four] })
	try(func() any { return list[0:two:six] })
	try(func() any { return list[0:four:two] })
	try(func() any { return list[four:two:four] })
	try(func() any { return list[:two:minus] })
	try(func() any { return list[:minus:two] })
	try(func() any { return list[minus:two:four] })
	try(func() any { return array[:four] })
	try(func() any { return array[four:] })
	try(func() any { return array[two:one] })
	try(func() any { return text[:six] })
	try(func() any { return text[six:] })
	try(func() any { return text[four:two] })
	try(func() any { return text[minus:] })
	try(func() any { return none[:one] })
	try(func() any { return none[0:0] == nil })
	try(func() any { return text[5:] })
	var nilArray *[3]int
	try(func() any { return nilArray[:] })
}
