// Methods with type parameters of their own, called, as values and as functions of their receivers.
package main

import "fmt"

type Plain struct{ n int }

func (p Plain) Conv[T ~int | ~string](t T) string { return fmt.Sprint(p.n, t) }
func (p *Plain) Ptr[T any](t T) T                 { p.n++; return t }

type G[A any] struct{ a A }

func (g G[A]) To[B any](b B) (A, B) { return g.a, b }

func main() {
	p := Plain{3}
	fmt.Println(p.Conv[int](4))
	fmt.Println(p.Conv[string]("s"))
	fmt.Println(p.Ptr[int](5), p.n)
	fmt.Println(G[string]{"x"}.To[int](6))
	f := p.Conv[int]
	fmt.Println(f(1))
	h := Plain.Conv[int]
	fmt.Println(h(p, 2))
	k := (*Plain).Ptr[string]
	fmt.Println(k(&p, "z"), p.n)
	var fn func(int) string = p.Conv
	fmt.Println(fn(8))
}
