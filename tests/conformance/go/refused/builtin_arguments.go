// Builtins with too few arguments, with too many, and standing alone.
package main

func main() {
	_ = len()
	_ = len("a", "b")
	panic()
	_ = new()
	_ = make([]int)
	_ = make([]int, 5, 2)
	_ = append()
	len("text")
	_ = make(chan int, "x")
}
