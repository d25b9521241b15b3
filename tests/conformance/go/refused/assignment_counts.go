// Wrong numbers of values on the right side.
package main

func two() (int, string) { return 1, "a" }

func none() {}

func main() {
	a := two()
	b, c, d := two()
	e, f := 1
	var p, q int = 1, 2, 3
	p, q = 1
	r, s := none(), 1
	_, _, _, _, _, _, _, _, _, _ = a, b, c, d, e, f, p, q, r, s
	for i, j, k := range []int{} {
	}
}
