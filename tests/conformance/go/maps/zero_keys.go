// Keys that are 0 and -0 are one, and of two the last that was assigned stays; in structs, arrays and interfaces as well.
package main

import (
	"fmt"
	"math"
	"sync"
)

type key struct {
	f float64
	s string
}

func main() {
	z := math.Copysign(0, -1)
	m := map[float64]int{}
	m[z] = 1
	m[0]++
	fmt.Println(len(m), m)
	for k := range m {
		fmt.Println(math.Signbit(k))
	}
	m2 := map[float64]int{0: 5}
	m2[z] = 6
	fmt.Println(len(m2), m2)
	for k := range m2 {
		fmt.Println(math.Signbit(k))
	}
	m3 := map[key]int{{z, "a"}: 1}
	m3[key{0, "a"}]++
	fmt.Println(len(m3), m3)
	m4 := map[any]int{z: 1}
	m4[0.0]++
	fmt.Println(len(m4), m4)
	m5 := map[float32]int{float32(z): 1}
	m5[0]++
	fmt.Println(len(m5), m5)
	m6 := map[[2]float64]int{{z, 0}: 1}
	m6[[2]float64{0, z}]++
	fmt.Println(len(m6), m6)
	delete(m, 0)
	fmt.Println(len(m), z == 0, any(z) == any(0.0))
	n := map[float64]int{}
	n[math.NaN()] = 1
	n[math.NaN()] = 2
	fmt.Println(len(n))
	var sm sync.Map
	sm.Store(z, 1)
	_, ok := sm.Load(0.0)
	fmt.Println(ok)
}
