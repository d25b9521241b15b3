// The builtins print and println write to standard error, in the runtime's own format.
package main

import "fmt"

type level int

func (l level) String() string { return "not asked" }

func main() {
	println("text", 1, -2, true, 'a', uint8(200), false)
	println()
	print("a", "b", 1, 2, "\n")
	println(1.5, 100.0, -0.001, 1e100, float32(0.1), 0.0)
	println(level(3), int64(-1<<63), uint64(1<<64-1))
	var e error
	var s []int
	println(len(s), e == nil, "中文")
	zero := 0.0
	println(1/zero, -1/zero, zero/zero)
	fmt.Println("standard output")
}
