// A write lock is given back as if it were a read lock.

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
	t.mu.RUnlock() // finds: fatal
}

func main() {
	var table Table
	table.Insert()
	fmt.Println(table.rows)
}
