// The words for every index that is out of range: slices, arrays, strings, pointers to arrays, odd index types.
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
	list, array, text := []int{1, 2, 3}, [4]string{}, "héllo"
	pointer := &array
	var none []int
	i, j, k := 3, -1, 1<<40
	var u uint64 = 1 << 63
	var b byte = 200
	var small int8 = -128
	try(func() any { return list[i] })
	try(func() any { return list[j] })
	try(func() any { return list[k] })
	try(func() any { return list[u] })
	try(func() any { return list[b] })
	try(func() any { return list[small] })
	try(func() any { return none[0] })
	try(func() any { return array[i+1] })
	try(func() any { return pointer[i+2] })
	try(func() any { return text[i+3] })
	try(func() any { return text[j] })
	try(func() any { return ""[i] })
	try(func() any { list[i]++; return nil })
	try(func() any { list[i-3], list[i] = 5, 6; return nil })
	fmt.Println(list)
	try(func() any { return &list[i] })
	var nilArray *[3]int
	try(func() any { return nilArray[1] })
	try(func() any { return len(nilArray) })
	try(func() any { return nilArray[i] })
}
