// Text from numbers in every base and format.
package main

import (
	"fmt"
	"math"
	"strconv"
)

func main() {
	fmt.Println(strconv.Itoa(-45), strconv.FormatInt(-255, 16), strconv.FormatInt(math.MinInt64, 2), strconv.FormatInt(35, 36), strconv.FormatUint(math.MaxUint64, 10))
	f := 1234.5678
	for _, verb := range []byte("feEgG") {
		for _, precision := range []int{-1, 0, 2, 6} {
			fmt.Print(strconv.FormatFloat(f, verb, precision, 64), " ")
		}
	}
	fmt.Println()
	for _, x := range []float64{0.1, 1.0 / 3, 1e21, 1e-7, 100, 123456789, math.Pi, 2.5e-320, math.MaxFloat64, math.Inf(-1), math.Copysign(0, -1)} {
		fmt.Println(strconv.FormatFloat(x, 'g', -1, 64), strconv.FormatFloat(x, 'f', -1, 64)[:1], strconv.FormatFloat(x, 'e', 3, 64), strconv.FormatFloat(x, 'g', -1, 32))
	}
	fmt.Println(strconv.FormatFloat(0.000001234, 'g', -1, 64), strconv.FormatFloat(0.00001234, 'f', -1, 64), strconv.FormatFloat(2.5, 'b', -1, 64), strconv.FormatFloat(10, 'x', -1, 64))
	fmt.Println(strconv.FormatFloat(0.5, 'f', 0, 64), strconv.FormatFloat(1.5, 'f', 0, 64), strconv.FormatFloat(2.675, 'f', 2, 64), strconv.FormatFloat(1e23, 'g', -1, 64))
	fmt.Println(strconv.FormatBool(true), string(strconv.AppendInt([]byte("n="), 5, 10)), string(strconv.AppendFloat(nil, 1.5, 'f', 2, 64)), string(strconv.AppendBool(nil, false)))
	for i := range 5 {
		x := math.Pow(10, float64(i*5-8))
		fmt.Print(x, " ", strconv.FormatFloat(x*1.1, 'g', 5, 64), " ")
	}
	fmt.Println()
}
