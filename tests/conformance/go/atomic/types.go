// The types of sync/atomic: numbers, Bool, Pointer and Value.
package main

import (
	"fmt"
	"sync/atomic"
)

type config struct {
	name string
	size int
}

func main() {
	var i atomic.Int64
	fmt.Println(i.Load(), i.Add(5), i.Swap(9), i.CompareAndSwap(9, 10), i.CompareAndSwap(9, 11), i.Load())
	fmt.Println(i.And(6), i.Or(1), i.Load())
	var n atomic.Int32
	n.Store(1 << 30)
	fmt.Println(n.Add(1<<30), n.Add(-1))
	var u atomic.Uint32
	fmt.Println(u.Add(^uint32(0)), u.Add(1))
	var w atomic.Uint64
	w.Store(3)
	fmt.Println(w.Or(12), w.And(9), w.Load())
	var b atomic.Bool
	fmt.Println(b.Load(), b.Swap(true), b.CompareAndSwap(true, false), b.Load())
	b.Store(true)
	fmt.Println(b.Load())
	var p atomic.Pointer[config]
	fmt.Println(p.Load() == nil)
	first := &config{"first", 1}
	p.Store(first)
	second := &config{"second", 2}
	fmt.Println(p.CompareAndSwap(second, first), p.CompareAndSwap(first, second), p.Load().name)
	fmt.Println(p.Swap(nil).size, p.Load())
	var ptr atomic.Uintptr
	fmt.Println(ptr.Add(3))
}
