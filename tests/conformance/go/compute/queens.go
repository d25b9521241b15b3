// Heavy computing by recursion: every way to place eight queens.
package main

import "fmt"

const size = 8

type board struct {
	columns, up, down [2 * size]bool
	at                [size]int
	found             int
	first             [size]int
}

func (b *board) place(row int) {
	if row == size {
		if b.found == 0 {
			b.first = b.at
		}
		b.found++
		return
	}
	for c := range size {
		up, down := row+c, row-c+size
		if b.columns[c] || b.up[up] || b.down[down] {
			continue
		}
		b.columns[c], b.up[up], b.down[down] = true, true, true
		b.at[row] = c
		b.place(row + 1)
		b.columns[c], b.up[up], b.down[down] = false, false, false
	}
}

func main() {
	var b board
	b.place(0)
	fmt.Println(b.found, b.first)
	for _, c := range b.first {
		for i := range size {
			if i == c {
				fmt.Print("Q")
			} else {
				fmt.Print(".")
			}
		}
		fmt.Println()
	}
}
