// Since Go 1.22 each iteration has its own variable, in a three-part loop too; the next begins with a copy.
package main

import "fmt"

func main() {
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), " ", f(), " ")
	}
	fmt.Println()
	var ps []*int
	for i := 0; i < 6; i++ {
		ps = append(ps, &i)
		i++
	}
	for _, p := range ps {
		fmt.Print(*p, " ")
	}
	fmt.Println()
	fs = nil
	for i, v := range []int{5, 6, 7} {
		fs = append(fs, func() int { return i*100 + v })
	}
	for k, v := range map[int]int{1: 2} {
		fs = append(fs, func() int { return k*10 + v })
	}
	for n := range 2 {
		fs = append(fs, func() int { n++; return n })
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	for i := 0; i < 3; i++ {
		defer func() { fmt.Print("deferred ", i, " ") }()
		i := i * 2
		defer func() { fmt.Print("inner ", i, " ") }()
	}
	for i := 0; i < 4; {
		p := &i
		func() { i++ }()
		*p++
		fmt.Print(i, " ")
	}
	fmt.Println()
	var step func()
	for i := 0; i < 5; i++ {
		if step == nil {
			step = func() { i += 2 }
		}
		step()
		fmt.Print(i, " ")
	}
	fmt.Println()
}
