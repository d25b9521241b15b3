// Recursion without end is fatal; Go shows the stack's limit and the first frames.
// slow
package main

func depth(n int) int {
	return depth(n+1) + 1
}

func main() {
	defer func() { recover() }()
	depth(0)
}
