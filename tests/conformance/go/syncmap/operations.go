// Every operation of a sync.Map, used by one goroutine.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var m sync.Map
	fmt.Println(m.Load("a"))
	m.Store("a", 1)
	fmt.Println(m.Load("a"))
	fmt.Println(m.LoadOrStore("a", 2))
	fmt.Println(m.LoadOrStore("b", 3))
	fmt.Println(m.Swap("b", 4))
	fmt.Println(m.Swap("c", 5))
	fmt.Println(m.CompareAndSwap("c", 5, 6), m.CompareAndSwap("c", 5, 7), m.CompareAndSwap("d", nil, 1))
	fmt.Println(m.CompareAndDelete("c", 5), m.CompareAndDelete("c", 6))
	fmt.Println(m.LoadAndDelete("b"))
	fmt.Println(m.LoadAndDelete("b"))
	m.Delete("a")
	m.Delete("a")
	fmt.Println(m.Load("a"))
	m.Store(1, "one")
	m.Store("1", "text")
	m.Store([2]int{1, 2}, nil)
	n := 0
	m.Range(func(key, value any) bool { n++; return true })
	fmt.Println(n)
	n = 0
	m.Range(func(key, value any) bool { n++; return n < 2 })
	fmt.Println(n)
	fmt.Println(m.Load([2]int{1, 2}))
	m.Clear()
	fmt.Println(m.Load(1))
	m.Range(func(key, value any) bool { fmt.Println("not reached"); return true })
}
