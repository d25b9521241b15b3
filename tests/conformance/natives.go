// Records what real Go's strconv, unicode and math give: `go run natives.go > natives.txt`. With a number as argument, it
// takes so many random numbers for each line of which there are otherwise few.
package main

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"strconv"
	"unicode"
)

var out = bufio.NewWriter(os.Stdout)

var state uint64 = 1

func random() uint64 {
	state ^= state << 13
	state ^= state >> 7
	state ^= state << 17
	return state * 0x2545F4914F6CDD1D
}

var texts = []string{
	"1_000", "0x1_0p0", "0x_1p0", "1e1_0", "0x1p-2", "0x1", "1e", "1e400", "-1e400", "inf", "+Inf", "-INFINITY", "infin", "nan", "+nan", "NaN", "1e-400", "0x1p2000",
	".5", "5.", ".", " 1", "1 ", "", "0x.8p1", "0X1P+3", "1E5", "0b1", "0o7p0", "1e+", "+", "_1", "1_", "0x1.fffffffffffff8p0", "0x1.fffffffffffff7fp0", "1__0",
	"0x1__0p0", "0x1p1_0", "0x1p_1", "1e_5", "1_.5", "1._5", "1.5_", "1_e5", "1e99999999999999999999", "0e99999999999999999999", "0x0p99999999999", "1e-99999999999999999999",
	"0x", "0xp1", "0x.p1", "-0", "+0.0e-7", "00012", "1.7976931348623157e308", "1.7976931348623159e308", "4.9e-324", "2.4e-324", "2.5e-324", "0x1p-1074", "0x1p-1075", "0x1.8p-1075",
	"0x1.fffffffffffffp1023", "0x1.fffffffffffff8p1023", "0x1.fffffep127", "0x1.ffffffp127", "0x1p-149", "0x1p-150", "0x3p-151", "3.4028235e38", "3.4028236e38", "16777217", "9007199254740993",
	"0x123456789abcdef0123p-20", "0x0.000000000000000000001p80", "0x10000000000000001p0", "1.2.3", "1e5.5", "--1", "+-1", "1e5e5", "0x1.8", "0x1e5", "abc", "1a", "１",
	"179769313486231570814527423731704356798070567525844996598917476803157260780028538760589558632766878171540458953514382464234321326889464182768467546703537516986049910576551282076245490090389328944075868508455133942304583236903222948165808559332123347747970",
}

func parse(text string) {
	for _, bits := range []int{64, 32} {
		value, err := strconv.ParseFloat(text, bits)
		problem := 0
		if err != nil {
			problem = 1
			if err.(*strconv.NumError).Err == strconv.ErrRange {
				problem = 2
			}
		}
		fmt.Fprintf(out, "parse %q %d %x %d\n", text, bits, math.Float64bits(value), problem)
	}
}

func format(value float64) {
	for _, form := range "eEfgGxXb" {
		for _, precision := range []int{-1, int(random() % 5), int(random() % 25)} {
			for _, bits := range []int{64, 32} {
				text := strconv.FormatFloat(value, byte(form), precision, bits)
				if len(text) < 60 {
					fmt.Fprintf(out, "format %x %c %d %d %s\n", math.Float64bits(value), form, precision, bits, text)
				}
			}
		}
	}
}

func checksum(name string, of func(r rune) uint64) {
	sum := uint64(14695981039346656037)
	// Between these and behind them, all are alike or there are none.
	for r := rune(0); r < 0xE0200; r++ {
		if r < 0x20010 || r >= 0xE0000 {
			sum = (sum ^ of(r)) * 1099511628211
		}
	}
	fmt.Fprintf(out, "unicode %s %x\n", name, sum)
}

func is(name string, is func(r rune) bool) {
	checksum(name, func(r rune) uint64 {
		if is(r) {
			return 1
		}
		return 0
	})
}

func real1(name string, f func(x float64) float64, values []float64) {
	for _, x := range values {
		fmt.Fprintf(out, "math %s %x - %x\n", name, math.Float64bits(x), math.Float64bits(f(x)))
	}
}

func real2(name string, f func(x, y float64) float64, values []float64) {
	for _, x := range values {
		for range 3 {
			y := values[random()%uint64(len(values))]
			fmt.Fprintf(out, "math %s %x %x %x\n", name, math.Float64bits(x), math.Float64bits(y), math.Float64bits(f(x, y)))
		}
	}
}

func main() {
	count := 6
	if len(os.Args) > 1 {
		count, _ = strconv.Atoi(os.Args[1])
	}
	for _, text := range texts {
		parse(text)
	}
	for range count {
		parse(strconv.FormatFloat(math.Float64frombits(random()), 'g', int(random()%20), 64))
		parse(strconv.FormatFloat(float64(random()%1e9)/1e3, 'f', -1, 64))
		parse(strconv.FormatFloat(math.Float64frombits(random()), 'x', int(random()%16), 64))
	}
	for _, value := range []float64{0, math.Copysign(0, -1), 1, 0.1, 2.5, 0.5, 1e21, 1e-7, 123456789, 5e-324, math.MaxFloat64, math.Inf(-1), math.NaN(), math.MaxFloat32, 0x1p-149} {
		format(value)
	}
	for range count {
		format(math.Float64frombits(random()))
		format(float64(random()%1e6) / 1e3)
		format(float64(math.Float32frombits(uint32(random()))))
	}
	fmt.Fprintf(out, "quote %q\n", "é\u00a0\u3000\u2028\x80'\"`\\\a\x00\u200b\U0001F600\U000E0001")
	is("IsLetter", unicode.IsLetter)
	is("IsUpper", unicode.IsUpper)
	is("IsLower", unicode.IsLower)
	is("IsNumber", unicode.IsNumber)
	is("IsDigit", unicode.IsDigit)
	is("IsMark", unicode.IsMark)
	is("IsPunct", unicode.IsPunct)
	is("IsSymbol", unicode.IsSymbol)
	is("IsPrint", strconv.IsPrint)
	checksum("ToUpper", func(r rune) uint64 { return uint64(unicode.ToUpper(r)) })
	checksum("ToLower", func(r rune) uint64 { return uint64(unicode.ToLower(r)) })

	values := []float64{0, math.Copysign(0, -1), 0.5, 1, -1, 1.5, -2.5, 2, 3, 10, -10, 100, 1e-5, 1e-300, 1e300, 5e-324, math.Inf(1), math.Inf(-1), math.NaN(), math.Pi, 710, -745.5, 1 << 40}
	for range count {
		values = append(values, float64(int64(random()))/0x1p62, float64(int64(random()))/0x1p58, float64(int64(random()))/0x1p40, math.Float64frombits(random()))
	}
	for _, f := range []struct {
		name string
		f    func(float64) float64
	}{
		{"Sqrt", math.Sqrt}, {"Floor", math.Floor}, {"Exp", math.Exp}, {"Exp2", math.Exp2}, {"Expm1", math.Expm1}, {"Log", math.Log}, {"Log1p", math.Log1p},
		{"Sin", math.Sin}, {"Cos", math.Cos}, {"Tan", math.Tan}, {"Asin", math.Asin}, {"Acos", math.Acos}, {"Atan", math.Atan}, {"Sinh", math.Sinh},
		{"Cosh", math.Cosh}, {"Tanh", math.Tanh}, {"Cbrt", math.Cbrt},
	} {
		real1(f.name, f.f, values)
	}
	real2("Mod", math.Mod, values)
	real2("Pow", math.Pow, values)
	real2("Atan2", math.Atan2, values)
	real2("Hypot", math.Hypot, values)
	for n := -323; n <= 308; n += 7 {
		fmt.Fprintf(out, "math pow10 %x - %x\n", uint64(n), math.Float64bits(math.Pow10(n)))
	}
	out.Flush()
}
