// Unhandled: an index out of range, three calls deep.
package main

import "fmt"

type table struct{ rows [][]int }

func (t *table) at(row, column int) int { return t.rows[row][column] }

func show(t *table, row, column int) {
	fmt.Println(t.at(row, column))
}

func main() {
	t := &table{[][]int{{1, 2}, {3, 4}}}
	show(t, 1, 1)
	show(t, 1, 2)
}
