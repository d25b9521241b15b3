// What Lock took, Unlock gives back.

package main

import (
	"fmt"
	"sync"
)

type Table struct {
	mu   sync.RWMutex
	rows int
}

func (t *Table) Insert() {
	t.mu.Lock()
	t.rows++
	t.mu.Unlock()
}

func main() {
	var table Table
	table.Insert()
	fmt.Println(table.rows)
}
