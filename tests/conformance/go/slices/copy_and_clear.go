// copy, clear, min and max, and deleting and inserting with append.
package main

import "fmt"

func main() {
	a := []int{1, 2, 3, 4, 5}
	b := make([]int, 3)
	fmt.Println(copy(b, a))
	fmt.Println(b, copy(a, a[2:]))
	fmt.Println(a, copy(b, []int(nil)), copy(b[2:], []int{9, 9}))
	fmt.Println(b)
	bytes := make([]byte, 4)
	n := copy(bytes, "héllo")
	fmt.Println(n, bytes, string(bytes))
	s := []string{"a", "b", "c", "d", "e"}
	i := 2
	s = append(s[:i], s[i+1:]...)
	fmt.Println(s, len(s), cap(s), s[:5])
	s = append(s[:1], append([]string{"x", "y"}, s[1:]...)...)
	fmt.Println(s)
	clear(s[1:3])
	fmt.Printf("%q\n", s)
	m := map[string]int{"a": 1, "b": 2}
	clear(m)
	fmt.Println(m, len(m))
	clear([]int(nil))
	clear(map[int]int(nil))
	fmt.Println(min(3, 1, 2), max(3, 1, 2), min(2.5, 1), max("b", "abc"), min('a', 'b'))
	x, y := 7, 4
	fmt.Println(min(x, y, 5), max(x, y), min(x), max(float64(y), 4.5))
	overlap := []int{1, 2, 3, 4, 5}
	copy(overlap[1:], overlap)
	fmt.Println(overlap)
	for l, r := 0, len(a)-1; l < r; l, r = l+1, r-1 {
		a[l], a[r] = a[r], a[l]
	}
	fmt.Println(a)
}
