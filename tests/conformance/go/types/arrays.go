// Arrays are values of a fixed length: literals, several dimensions, comparison, and as parameters.
package main

import "fmt"

const n = 3

type grid [n][n + 1]rune

func (g grid) filled(r rune) grid {
	for i := range g {
		for j := range g[i] {
			g[i][j] = r
		}
	}
	return g
}

func (g *grid) set(i, j int, r rune) { g[i][j] = r }

func total(a [n]int) (t int) {
	for i := range a {
		t += a[i]
		a[i] = 0
	}
	return
}

func main() {
	var g grid
	h := g.filled('.')
	h.set(1, 2, 'x')
	for _, row := range h {
		fmt.Println(string(row[:]))
	}
	fmt.Println(g == grid{}, h == g, len(g), len(g[0]), cap(g[0]))
	a := [n]int{1, 2, 3}
	fmt.Println(total(a), a, total([...]int{5, 5, 5}))
	b := [...]string{2: "c", 0: "a"}
	fmt.Printf("%q %d\n", b, len(b))
	p := &a
	p[1] *= 10
	for i, v := range p {
		fmt.Print(i, "=", v, " ")
	}
	s := p[1:]
	s[0]++
	fmt.Println(a, len(s), cap(s))
	arrays := map[[2]string]int{{"a", "b"}: 1}
	arrays[[...]string{"a", "b"}]++
	fmt.Println(arrays)
	var deep [2][2][2]int
	deep[1][0][1] = 7
	copied := deep
	copied[1][0][1]++
	fmt.Println(deep, copied[1])
	pointers := [2]*int{&a[0], &a[2]}
	*pointers[1] = 99
	fmt.Println(a, [0]int{}, len([5]struct{}{}))
	f := func() [2]int { return [2]int{7, 8} }
	fmt.Println(f()[1])
}
