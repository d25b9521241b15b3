// Floats with every verb, flag, width and precision that people use.
package main

import (
	"fmt"
	"math"
)

func main() {
	f := 3.14159265
	fmt.Printf("[%f] [%.2f] [%8.2f] [%-8.2f] [%08.2f] [%+.1f] [% .1f] [%.0f] [%#.0f]\n", f, f, f, f, f, f, f, f, f)
	fmt.Printf("[%e] [%.3E] [%g] [%.3g] [%G] [%v] [%6.1v] [%10g] [%-10g]\n", f, f, f, f, f, f, f, f, f)
	for _, x := range []float64{0, 1, -1, 0.1, 100, 1e6, 1e7, 123456789, 1e20, 1e21, 1e-4, 1e-5, 2.5e-10, 1.7976931348623157e308, 5e-324, math.Inf(1), math.Inf(-1), math.NaN()} {
		fmt.Printf("%v %g %f %.3e %6.2f %+g\n", x, x, x, x, x, x)
	}
	fmt.Printf("%.1f %.1f %.1f %.1f %.0f %.0f %.0f\n", 0.25, 0.35, 0.45, -0.05, 0.5, 1.5, 2.5)
	fmt.Printf("%v %v %g %.10f\n", float32(0.1), float32(16777216), float32(3.4e38), float32(0.1))
	fmt.Printf("%5.1f|%-7.3f|%07.2f|%+07.2f|%x\n", -2.345, 2.5, -1.5, 1.5, 1.0)
	fmt.Printf("%06d|%6.3v|%.2v|%d\n", 3, 2.0/3, []float64{1.0 / 3, 200}, 2.5)
	fmt.Printf("%5.1f%%\n", 12.345)
	fmt.Printf("%+06.1f|%+v|%010.3g|%-010.2f|\n", math.Inf(1), math.Inf(1), math.NaN(), math.Inf(-1))
	fmt.Printf("%#v %#v %#v %#v\n", 1.0, 1e6, 1e21, float32(2.5))
	fmt.Println(1.0, 1e6, 1e21, float32(1)/3, 1.0/3)
}
