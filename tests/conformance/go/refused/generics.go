// Type arguments that do not satisfy, cannot be inferred, or are too many; operators that a constraint does not allow.
package main

type number interface{ ~int | ~float64 }

func sum[T number](list []T) T {
	var total T
	return total
}

func make1[T any]() T { var z T; return z }

func add[T any](a, b T) T { return a + b }

func equal[T any](a, b T) bool { return a == b }

type stack[T any] struct{ items []T }

func main() {
	_ = sum([]string{"a"})
	_ = make1()
	_ = sum[int, int](nil)
	var s stack
	var t stack[int, int]
	var n number
	_, _, _ = s, t, n
}
