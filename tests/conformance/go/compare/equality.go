// What == says of structs, arrays, interfaces, pointers, channels and strings.
package main

import "fmt"

type point struct{ x, y int }
type other struct{ x, y int }

type mixed struct {
	name string
	any  any
	p    *int
	a    [2]float64
}

func main() {
	n, m := 1, 1
	fmt.Println(point{1, 2} == point{1, 2}, point{1, 2} == point(other{1, 2}))
	fmt.Println(mixed{"a", 1, &n, [2]float64{1, 2}} == mixed{"a", 1, &n, [2]float64{1, 2}})
	fmt.Println(mixed{"a", 1, &n, [2]float64{}} == mixed{"a", 1, &m, [2]float64{}})
	fmt.Println(mixed{any: int8(1)} == mixed{any: int16(1)})
	var i, j any = point{1, 2}, point{1, 2}
	fmt.Println(i == j, i == any(other{1, 2}), i != nil, i == point{1, 2})
	var e error
	var s fmt.Stringer
	fmt.Println(e == nil, s == nil, any(e) == any(s))
	i, j = 1, 1.0
	fmt.Println(i == j, i == 1, j == 1.0)
	fmt.Println([3]int{1, 2, 3} == [...]int{1, 2, 3}, [2]string{"a"} == [2]string{"a", ""})
	nan := 0.0
	nan /= nan
	fmt.Println(nan == nan, nan != nan, [1]float64{nan} == [1]float64{nan}, any(nan) == any(nan))
	zero := 0.0
	fmt.Println(zero == -zero, &n == &n, &n == &m)
	fmt.Println("abc" == "ab"+"c", "abc" < "abd", "ab" < "abc", "Z" < "a", "" < "a", "é" > "z")
	fmt.Println(struct{ a, b any }{1, "x"} == struct{ a, b any }{1, "x"})
	c1, c2 := make(chan int), make(chan int)
	fmt.Println(c1 == c2, c1 == c1)
}
