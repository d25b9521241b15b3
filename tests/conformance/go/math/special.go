// The special functions of math, to the last bit, at points on each of their stretches.
package main

import (
	"fmt"
	"math"
)

func bits(name string, values ...float64) {
	fmt.Print(name)
	for _, v := range values {
		fmt.Printf(" %016x", math.Float64bits(v))
	}
	fmt.Println()
}

// all is every function of one number at one point.
func all(x float64) []float64 {
	l, sign := math.Lgamma(x)
	return []float64{math.Gamma(x), l, float64(sign), math.Erf(x), math.Erfc(x), math.Erfinv(x), math.Erfcinv(x), math.J0(x), math.J1(x), math.Y0(x),
		math.Y1(x), math.Acosh(x), math.Asinh(x), math.Atanh(x), math.Logb(x), float64(math.Ilogb(x)), math.Nextafter(x, 3),
		float64(math.Nextafter32(float32(x), -3)), math.Nextafter(x, math.Inf(-1))}
}

func main() {
	for _, x := range []float64{0, 1e-300, 1e-20, 1e-9, 1e-4, 0.1, 0.24, 0.5, 0.74, 0.85, 0.95, 1, 1.24, 1.75, 2, 2.5, 3, 4.6, 6.1, 7.99, 12.5, 28, 33.5, 143.1,
		171.7, 1e3, 1e10, 1e18, 1e39, 1e300, math.Inf(1)} {
		bits(fmt.Sprint(x), all(x)...)
		bits(fmt.Sprint(-x), all(-x)...)
	}
	bits("NaN", all(math.NaN())...)
	// Of many points, what all the bits come to.
	sums := make([]uint64, 19)
	add := func(x float64) {
		for i, v := range all(x) {
			sums[i] = sums[i]*31 + math.Float64bits(v)
		}
	}
	for x := 0.013; x < 300; x = x*1.01 + 0.007 {
		add(x)
		add(-x)
		add(x / 300)
		add(1 - x*1e-5)
		add(x * x * x)
	}
	for _, sum := range sums {
		fmt.Printf("%016x\n", sum)
	}
	for _, n := range []int{0, 1, -1, 2, -3, 8, 34, 171, -172} {
		for _, x := range []float64{0, 1e-10, -0.5, 1.5, -3, 7, 50.5, 300, 1e100, -1e100, math.Inf(1), math.Inf(-1), math.NaN()} {
			bits(fmt.Sprint(n, " of ", x), math.Jn(n, x), math.Yn(n, x))
		}
	}
}
