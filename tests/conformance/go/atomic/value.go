// atomic.Value holds one type only, and never nil.
package main

import (
	"fmt"
	"sync/atomic"
)

func try(what string, f func()) {
	defer func() { fmt.Println(what, "-", recover()) }()
	f()
}

func main() {
	var v atomic.Value
	fmt.Println(v.Load())
	try("compare with a nil old value", func() { fmt.Println(v.CompareAndSwap("x", "y")) })
	fmt.Println(v.CompareAndSwap(nil, "first"), v.Load())
	v.Store("word")
	fmt.Println(v.Load(), v.Swap("other"), v.CompareAndSwap("other", "third"), v.Load())
	try("another type", func() { v.Store(5) })
	try("nil", func() { v.Store(nil) })
	try("swap nil", func() { v.Swap(nil) })
	try("swap another type", func() { v.Swap(1.5) })
	try("compare two types", func() { v.CompareAndSwap("third", 3) })
	try("new is another type", func() { v.CompareAndSwap(3, 4) })
	var list atomic.Value
	list.Store([]int{1, 2})
	try("uncomparable", func() { list.CompareAndSwap([]int{1, 2}, []int{3}) })
	fmt.Println(list.Load().([]int)[1])
}
