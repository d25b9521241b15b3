// The functions of math at ordinary and at odd points.
package main

import (
	"fmt"
	"math"
)

func main() {
	for _, x := range []float64{0, 0.5, 1, 2, -2.5, 10, 1e-10, 1e10, math.Inf(1), math.Inf(-1), math.NaN()} {
		fmt.Println(x, math.Sqrt(x), math.Floor(x), math.Ceil(x), math.Trunc(x), math.Round(x), math.RoundToEven(x), math.Abs(x), math.Signbit(x))
	}
	fmt.Println(math.Max(1, math.NaN()), math.Min(-0.0, 0), math.Max(math.Inf(-1), 3), math.Mod(5.5, 2), math.Mod(-5.5, 2), math.Remainder(5.5, 2))
	whole, fraction := math.Modf(-3.25)
	m, e := math.Frexp(10)
	fmt.Println(whole, fraction, m, e, math.Ldexp(0.5, 4), math.Copysign(3, -1), math.Dim(5, 3), math.Dim(3, 5))
	fmt.Println(math.Pow(2, 10), math.Pow(2, -1), math.Pow(-8, 1.0/3), math.Pow(0, 0), math.Pow(9, 0.5), math.Cbrt(27), math.Hypot(3, 4), math.Exp2(10))
	fmt.Println(math.IsNaN(math.Log(-1)), math.Log(0), math.Log2(8), math.Log10(1000), math.Log(1), math.Exp(0), math.IsInf(math.Exp(1000), 1))
	fmt.Printf("%.10f %.10f %.10f %.10f %.10f\n", math.Sin(1), math.Cos(1), math.Tan(1), math.Exp(1), math.Log(2))
	fmt.Printf("%.10f %.10f %.10f %.10f %.10f\n", math.Asin(0.5), math.Acos(0.5), math.Atan(1), math.Atan2(-1, -1), math.Sinh(1))
	fmt.Println(math.MaxInt8, math.MinInt16, math.MaxInt32, math.MaxUint16, math.MaxInt)
	fmt.Println(math.Pi, math.E, float32(math.Pi), math.Sqrt2, math.Ln2, math.MaxFloat32, math.SmallestNonzeroFloat64)
	fmt.Println(math.Float32bits(0.1), math.Float64bits(-0.5), math.Float32frombits(0x40490fdb), math.Inf(0), math.FMA(2, 3, 4))
}
