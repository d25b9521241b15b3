// Heavy computing with floats, bits and maps: a matrix product, a hash, the game of life and Levenshtein's distance.
package main

import "fmt"

func product(a, b [][]float64) [][]float64 {
	out := make([][]float64, len(a))
	for i := range a {
		out[i] = make([]float64, len(b[0]))
		for j := range b[0] {
			for k := range b {
				out[i][j] += a[i][k] * b[k][j]
			}
		}
	}
	return out
}

func crc32(data []byte) uint32 {
	var table [256]uint32
	for i := range table {
		c := uint32(i)
		for range 8 {
			if c&1 == 1 {
				c = c>>1 ^ 0xEDB88320
			} else {
				c >>= 1
			}
		}
		table[i] = c
	}
	crc := ^uint32(0)
	for _, b := range data {
		crc = table[byte(crc)^b] ^ crc>>8
	}
	return ^crc
}

type cell struct{ x, y int }

func generation(alive map[cell]bool) map[cell]bool {
	neighbours := map[cell]int{}
	for c := range alive {
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				if dx != 0 || dy != 0 {
					neighbours[cell{c.x + dx, c.y + dy}]++
				}
			}
		}
	}
	next := map[cell]bool{}
	for c, n := range neighbours {
		if n == 3 || n == 2 && alive[c] {
			next[c] = true
		}
	}
	return next
}

func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	row := make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range s {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range t {
			cost := diagonal
			if x != y {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(t)]
}

func main() {
	const n = 30
	a := make([][]float64, n)
	for i := range a {
		a[i] = make([]float64, n)
		for j := range a[i] {
			a[i][j] = float64((i*j)%7) / 4
		}
	}
	p := product(product(a, a), a)
	trace := 0.0
	for i := range p {
		trace += p[i][i]
	}
	fmt.Println(trace, p[n-1][n-2])
	fmt.Printf("%08x\n", crc32([]byte("The quick brown fox jumps over the lazy dog")))
	alive := map[cell]bool{{1, 0}: true, {2, 1}: true, {0, 2}: true, {1, 2}: true, {2, 2}: true}
	for range 40 {
		alive = generation(alive)
	}
	fmt.Println(len(alive), alive[cell{11, 10}], alive[cell{12, 11}])
	fmt.Println(distance("kitten", "sitting"), distance("", "abc"), distance("北京大学", "北大"))
}
