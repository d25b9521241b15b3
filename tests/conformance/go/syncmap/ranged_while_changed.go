// Range visits no key twice, even when its function stores and deletes.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var m sync.Map
	for i := range 10 {
		m.Store(i, i)
	}
	seen := map[any]int{}
	m.Range(func(key, value any) bool {
		seen[key]++
		m.Delete(key)
		m.Store(key, "again")
		return true
	})
	fmt.Println(len(seen))
	for key, n := range seen {
		if n != 1 {
			fmt.Println(key, n)
		}
	}
	fmt.Println(m.Load(3))
}
