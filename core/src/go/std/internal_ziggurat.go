// Package ziggurat draws from the exponential and the normal distribution, as Go's math/rand and math/rand/v2 do. They
// differ in where the first bits of a draw come from, and so give them.
package ziggurat

import "math"

// strip is the machine's: a strip of the ziggurat that covers the curve.
func strip(exponential bool, i int) (inside uint32, width, height float32)

// Exp draws from the exponential distribution of rate 1: bits is a strip, from 0 to 255, and where in it.
func Exp(bits func() (j uint32, i int), uniform func() float64) float64 {
	for {
		j, i := bits()
		inside, width, height := strip(true, i)
		x := float64(j) * float64(width)
		if j < inside {
			return x
		}
		if i == 0 {
			return 7.69711747013104972 - math.Log(uniform())
		}
		_, _, above := strip(true, i-1)
		if height+float32(uniform())*(above-height) < float32(math.Exp(-x)) {
			return x
		}
	}
}

// Norm draws from the normal distribution: bits is a strip, from 0 to 127, and where in it.
func Norm(bits func() (j int32, i int), uniform func() float64) float64 {
	const end = 3.442619855899
	for {
		j, i := bits()
		size := uint32(max(int64(j), -int64(j)))
		inside, width, height := strip(false, i)
		x := float64(j) * float64(width)
		if size < inside {
			return x
		}
		if i == 0 {
			return tail(uniform, end, j > 0)
		}
		_, _, above := strip(false, i-1)
		if height+float32(uniform())*(above-height) < float32(math.Exp(-.5*x*x)) {
			return x
		}
	}
}

// tail draws from beyond the lowest strip of the normal distribution.
func tail(uniform func() float64, end float64, positive bool) float64 {
	for {
		x := -math.Log(uniform()) * (1.0 / end)
		if y := -math.Log(uniform()); y+y < x*x {
			continue
		}
		if positive {
			return end + x
		}
		return -end - x
	}
}
