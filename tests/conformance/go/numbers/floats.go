// Floats: infinities, NaN, signed zero, and the shortest text of each number.
package main

import (
	"fmt"
	"math"
)

func main() {
	zero := 0.0
	inf, nan := 1/zero, zero/zero
	fmt.Println(inf, -inf, nan, -1/inf, math.Copysign(0, -1), 1/math.Copysign(0, -1))
	fmt.Println(inf > 1e308, inf == inf, nan == nan, nan < 1, nan > 1, inf-inf, inf*zero)
	largest, smallest := math.MaxFloat64, math.SmallestNonzeroFloat64
	fmt.Println(largest*2, smallest/2, largest, smallest, math.MaxFloat32, float32(math.MaxFloat32))
	fmt.Println(1e6, 1e20, 1e21, 123456789.0, 1234567890123456789.0, 1e-4, 1e-5, 0.000012345)
	fmt.Println(float32(1e6), float32(16777216.0), float32(1e21), float32(3.4028235e38), float32(0.1))
	fmt.Println(100.0, 2.50, 1.0/3, 2.0/3, 1e100, 5e-324, 0.1+0.2, 1.1*1.1)
	sum := 0.0
	for range 10 {
		sum += 0.1
	}
	fmt.Println(sum, sum == 1, float32(sum) == 1)
	fmt.Println(math.Sqrt(2), math.Floor(-1.5), math.Ceil(-1.5), math.Trunc(-1.5), math.Round(-2.5), math.RoundToEven(2.5))
	fmt.Println(math.Mod(7, -3), math.Abs(-2), math.Pow(2, 0.5), math.Hypot(3, 4), math.IsNaN(nan), math.IsInf(-inf, -1))
	fmt.Println(min(1, nan), max(inf, 1), min(zero, math.Copysign(0, -1)))
	h := float32(0)
	for i := range 1000 {
		h += float32(i) / 7
	}
	fmt.Println(h)
	x := 0.1
	x *= 3
	x -= 0.3
	fmt.Println(x, -x, +x)
	fmt.Println(math.Float64bits(1.5), math.Float32bits(-2), math.Float64frombits(0x4009_21FB_5444_2D18))
}
