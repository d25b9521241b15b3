// Keys of every comparable type: interfaces, floats with NaN and two zeros, channels, pointers, arrays of structs.
package main

import (
	"fmt"
	"math"
)

type pair struct {
	a any
	b string
}

func main() {
	m := map[any]string{1: "int", int8(1): "int8", 1.0: "float", "1": "string", 'a': "rune", true: "bool", nil: "nil", [1]int{1}: "array", pair{1, "x"}: "pair"}
	fmt.Println(len(m), m[1], m[int8(1)], m[1.0], m["1"], m[int32(97)], m[true], m[nil], m[[1]int{1}], m[pair{1, "x"}])
	fmt.Printf("%q %q\n", m[int16(1)], m[pair{int8(1), "x"}])
	floats := map[float64]int{}
	nan := math.NaN()
	floats[nan]++
	floats[nan]++
	floats[0]++
	floats[math.Copysign(0, -1)]++
	_, ok := floats[nan]
	fmt.Println(len(floats), ok, floats[0])
	delete(floats, nan)
	fmt.Println(len(floats))
	clear(floats)
	fmt.Println(len(floats))
	x, y := 1, 1
	pointers := map[*int]string{&x: "x", &y: "y"}
	fmt.Println(pointers[&x], pointers[&y], len(pointers))
	type key struct {
		name string
		at   [2]pair
	}
	deep := map[key]int{{"k", [2]pair{{1, "a"}, {"b", "c"}}}: 7}
	fmt.Println(deep[key{"k", [2]pair{{1, "a"}, {"b", "c"}}}], deep[key{"k", [2]pair{}}])
	errs := map[error]bool{nil: true}
	fmt.Println(errs[nil])
}
