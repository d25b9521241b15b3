// A closure keeps the variables that it uses alive and shares them with others.
package main

import "fmt"

func counter() (func() int, func()) {
	n := 0
	return func() int { n++; return n }, func() { n = 100 }
}

func fibonacci() func() int {
	a, b := 0, 1
	return func() int {
		defer func() { a, b = b, a+b }()
		return a
	}
}

func main() {
	next, reset := counter()
	other, _ := counter()
	fmt.Println(next(), next(), other())
	reset()
	fmt.Println(next(), other())
	f := fibonacci()
	for range 10 {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	total := 0
	add := func(n int) { total += n }
	for i := range 5 {
		add(i)
	}
	fmt.Println(total)
	var parts []func()
	for _, word := range []string{"a", "b"} {
		word += word
		parts = append(parts, func() { word += "."; fmt.Print(word, " ") })
	}
	for range 2 {
		for _, p := range parts {
			p()
		}
	}
	fmt.Println()
	parameter := func(p int) func() int { return func() int { p *= 2; return p } }(5)
	fmt.Println(parameter(), parameter())
}
