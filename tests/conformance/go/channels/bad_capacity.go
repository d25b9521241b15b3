// A capacity that is negative or far too large panics at make, as a run-time error.
package main

import (
	"fmt"
	"runtime"
)

func try(n int) {
	defer func() {
		r := recover()
		_, isRuntime := r.(runtime.Error)
		fmt.Println(n, "gives", r, isRuntime)
	}()
	ch := make(chan int64, n)
	fmt.Println("made", cap(ch))
}

func main() {
	try(3)
	try(0)
	try(-1)
	try(1 << 62)
}
