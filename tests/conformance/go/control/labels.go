// Labelled break and continue reach the loop or switch that they name.
package main

import "fmt"

func main() {
outer:
	for i := range 5 {
		for j := range 5 {
			switch {
			case j == 3:
				continue outer
			case i == 3:
				break outer
			case (i+j)%2 == 0:
				continue
			}
			fmt.Print(i, j, " ")
		}
	}
	fmt.Println()
forever:
	for {
		for {
			for {
				break forever
			}
		}
	}
choice:
	switch 1 {
	case 1:
		for i := 0; ; i++ {
			if i == 2 {
				fmt.Println("leaving the switch at", i)
				break choice
			}
		}
		fmt.Println("not reached")
	}
	n := 0
rows:
	for _, row := range [][]int{{1, -1, 1}, {2, 2}, {}, {3}} {
		for _, v := range row {
			if v < 0 {
				continue rows
			}
			n += v
		}
		n += 100
	}
	fmt.Println(n)
}
