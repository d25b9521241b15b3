// Loops over functions whose type is a type parameter.
package main

import "fmt"

func a(f func(func(string) bool)) (out []string) {
	for v := range f {
		if len(out) == 2 {
			break
		}
		out = append(out, v)
	}
	return
}

func b(f func(func(string) bool)) (out []string) {
	for v := range f {
		out = append(out, v)
	}
	return
}

func c[F ~func(func(E) bool), E any](f F) (out []E) {
	for v := range f {
		out = append(out, v)
	}
	return
}

func d[E any](f func(func(E) bool)) []E {
	var out []E
	for v := range f {
		out = append(out, v)
	}
	return out
}

func e[F ~func(func(E) bool), E any](f F) []E {
	var out []E
	for v := range f {
		out = append(out, v)
	}
	return out
}

func g[F ~func(func(int) bool)](f F) (n int) {
	for v := range f {
		n += v
	}
	return n
}

func seq(y func(string) bool) { _ = y("a") && y("b") && y("c") }

func main() {
	fmt.Println(a(seq), b(seq))
	fmt.Println(c(seq), d(seq), e(seq))
	fmt.Println(g(func(y func(int) bool) { _ = y(1) && y(2) }))
}
