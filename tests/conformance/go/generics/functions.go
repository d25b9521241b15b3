// Generic functions: inferred and explicit type arguments, constraints, and one function for many types.
package main

import (
	"fmt"
	"strconv"
)

type number interface {
	~int | ~int64 | ~float64
}

type myInt int

func sum[T number](list ...T) (total T) {
	for _, v := range list {
		total += v
	}
	return
}

func transform[T, U any](list []T, f func(T) U) []U {
	out := make([]U, 0, len(list))
	for _, v := range list {
		out = append(out, f(v))
	}
	return out
}

func keep[S ~[]E, E any](s S, ok func(E) bool) S {
	var out S
	for _, v := range s {
		if ok(v) {
			out = append(out, v)
		}
	}
	return out
}

func reduce[T, A any](list []T, start A, f func(A, T) A) A {
	for _, v := range list {
		start = f(start, v)
	}
	return start
}

func index[T comparable](list []T, v T) int {
	for i, x := range list {
		if x == v {
			return i
		}
	}
	return -1
}

func convert[To, From number](v From) To { return To(v) }

func zero[T any]() T {
	var z T
	return z
}

func pointer[T any](v T) *T { return &v }

type names []string

func describe[T any](v T) string {
	switch x := any(v).(type) {
	case int:
		return fmt.Sprint("int ", x)
	case string:
		return "string " + x
	}
	return fmt.Sprintf("%T", v)
}

func main() {
	fmt.Println(sum(1, 2, 3), sum(1.5, 2), sum[myInt](4, 5), sum[int]())
	fmt.Println(transform([]int{1, 2}, strconv.Itoa), transform([]string{"a", "bb"}, func(s string) int { return len(s) }))
	long := keep(names{"a", "abc", "abcd"}, func(s string) bool { return len(s) > 2 })
	fmt.Printf("%v %T\n", long, long)
	fmt.Println(reduce([]int{1, 2, 3}, "", func(s string, n int) string { return s + strconv.Itoa(n) }))
	fmt.Println(index([]string{"x", "y"}, "y"), index([]float64{1}, 2), index([]any{1, "a"}, any("a")))
	fmt.Println(convert[int](3.9), convert[float64](myInt(7)/2), convert[myInt](int64(9)))
	fmt.Printf("%q %v %v %v\n", zero[string](), zero[*int]() == nil, zero[[2]bool](), zero[error]() == nil)
	p := pointer(5)
	*p++
	fmt.Println(*p, describe(1), describe("s"), describe(1.5), describe(long))
	f := sum[float64]
	fmt.Printf("%T %v\n", f, f(0.5, 0.25))
	var g func(int, ...string) = nil
	fmt.Println(describe(g))
}
