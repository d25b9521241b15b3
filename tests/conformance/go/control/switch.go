// switch: with and without a value, several values in a case, fallthrough, default anywhere, break, an init statement.
package main

import "fmt"

func grade(n int) string {
	switch {
	case n >= 90:
		return "A"
	case n >= 80, n == 77:
		return "B"
	}
	return "C"
}

func size(n int) (s string) {
	switch n {
	default:
		s += "many "
		fallthrough
	case 0:
		s += "zero "
	case 1:
		s += "one "
		fallthrough
	case 2, 3:
		s += "few "
		if n == 3 {
			break
		}
		s += "but not three "
	}
	return
}

func trace(name string, v int) int {
	fmt.Print(name, " ")
	return v
}

func main() {
	fmt.Println(grade(95), grade(85), grade(77), grade(10))
	for _, n := range []int{0, 1, 2, 3, 9} {
		fmt.Printf("%d: %s\n", n, size(n))
	}
	switch x := trace("value", 2); x {
	case trace("one", 1), trace("two", 2), trace("three", 3):
		fmt.Println("found", x)
	case trace("four", 4):
		fmt.Println("not reached")
	}
	switch {
	}
	switch trace("alone", 1) {
	}
	fmt.Println()
	switch x := 5; {
	case x > 3:
		x := "inner"
		fmt.Println(x)
	default:
		fmt.Println("not reached")
	}
	switch s := "b"; s {
	case "a", "b":
		switch {
		case true:
			break
		}
		fmt.Println("after the inner break")
	}
	var v any = 3.0
	switch v {
	case 3:
		fmt.Println("not reached: an int")
	case 3.0:
		fmt.Println("the float")
	}
	type point struct{ x, y int }
	switch (point{1, 2}) {
	case point{2, 1}:
		fmt.Println("not reached")
	case point{1, 2}:
		fmt.Println("structs too")
	}
}
