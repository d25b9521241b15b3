// A range loop looks at the slice as it was when it began; elements are read as they come, an array is copied.
package main

import "fmt"

func main() {
	s := []int{1, 2, 3}
	for i, v := range s {
		s = append(s, v*10)
		if i == 0 {
			s[1] = 77
		}
	}
	fmt.Println(s)
	t := []int{1, 2, 3}
	u := t
	for i, v := range t {
		u[2] = 50
		fmt.Print(i, v, " ")
		t = t[:1]
	}
	fmt.Println(t, u)
	array := [3]int{1, 2, 3}
	for i, v := range array {
		array[2] = 99
		fmt.Print(i, v, " ")
	}
	fmt.Println(array)
	array = [3]int{1, 2, 3}
	for i, v := range &array {
		array[2] = 99
		fmt.Print(i, v, " ")
	}
	fmt.Println(array)
	array = [3]int{1, 2, 3}
	for i := range array {
		array[i] = i * i
	}
	fmt.Println(array)
	var nilArray *[4]int
	for i := range nilArray {
		fmt.Print(i)
	}
	fmt.Println()
	for i, v := range s {
		v *= 100
		_ = i
	}
	fmt.Println(s)
}
