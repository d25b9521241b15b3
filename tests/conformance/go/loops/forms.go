// Every form of for: three parts, condition only, none, and parts left out.
package main

import "fmt"

func main() {
	for i := 0; i < 3; i++ {
		fmt.Print(i, " ")
	}
	n := 8
	for n > 1 {
		n /= 2
		fmt.Print(n, " ")
	}
	for {
		n++
		if n%2 == 0 {
			continue
		}
		if n > 6 {
			break
		}
	}
	fmt.Println(n)
	i := 0
	for ; i < 3; i++ {
	}
	for i < 6 {
		i += 2
	}
	for j := 10; j > 0; {
		j -= 3
		fmt.Print(j, " ")
	}
	fmt.Println(i)
	for a, b := 0, 10; a < b; a, b = a+1, b-2 {
		fmt.Print(a, b, " ")
	}
	fmt.Println()
	for i := 0; i < 5; i++ {
		i++
		fmt.Print(i, " ")
	}
	for x := 0.0; x < 1; x += 0.25 {
		fmt.Print(x, " ")
	}
	for r := 'a'; r <= 'e'; r++ {
		fmt.Print(string(r))
	}
	for u := uint8(253); u != 1; u++ {
		fmt.Print(" ", u)
	}
	fmt.Println()
	for more := true; more; more = false {
		fmt.Println("once")
	}
}
