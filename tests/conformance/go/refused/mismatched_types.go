// Operands, arguments and results whose types do not fit.
package main

type id int

func half(f float64) float64 { return f / 2 }

func name() string { return 5 }

func main() {
	n, f := 1, 2.5
	s := "text"
	_ = n + f
	_ = s + n
	_ = half(n)
	if n {
	}
	_ = n && true
	_ = -s
	_ = !n
	_ = id(1) == n
}
