// if with an init statement, else-if chains, shadowing, and variables that end with their block.
package main

import (
	"errors"
	"fmt"
)

var x = "package"

func get(fail bool) (int, error) {
	if fail {
		return 0, errors.New("failed")
	}
	return 1, nil
}

func main() {
	fmt.Println(x)
	x := "function"
	{
		x := "block"
		x += "!"
		fmt.Println(x)
	}
	fmt.Println(x)
	if x := 5; x > 10 {
		fmt.Println("not reached")
	} else if y := x * 2; y > 10 {
		fmt.Println("not reached")
	} else {
		fmt.Println(x, y)
	}
	n, err := get(false)
	m, err := get(true)
	fmt.Println(n, m, err)
	if n, err := get(true); err != nil {
		fmt.Println("inner", n, err)
	}
	fmt.Println("outer", n)
	err = nil
	for i := 0; i < 2; i++ {
		_, err := get(i == 1)
		if err != nil {
			fmt.Println("shadowed", err)
		}
	}
	fmt.Println(err)
	len := func(s string) int { return 42 }
	fmt.Println(len("shadowed builtin"))
	true := false
	fmt.Println(true, !true)
	type int string
	var s int = "a type called int"
	fmt.Println(s)
}
