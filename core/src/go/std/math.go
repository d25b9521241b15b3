// Package math has constants and functions of real numbers.
package math

const (
	E       = 2.71828182845904523536028747135266249775724709369995957496696763
	Pi      = 3.14159265358979323846264338327950288419716939937510582097494459
	Phi     = 1.61803398874989484820458683436563811772030917980576286213544862
	Sqrt2   = 1.41421356237309504880168872420969807856967187537694807317667974
	SqrtE   = 1.64872127070012814684865078781416357165377610071014801157507931
	SqrtPi  = 1.77245385090551602729816748334114518279754945612238712821380779
	SqrtPhi = 1.27201964951406896425242246173749149171560804184009624861664038
	Ln2     = 0.693147180559945309417232121458176568075500134360255254120680009
	Log2E   = 1 / Ln2
	Ln10    = 2.30258509299404568401799145468436420760110148862877297603332790
	Log10E  = 1 / Ln10

	MaxFloat32             = 0x1p127 * (1 + (1 - 0x1p-23))
	SmallestNonzeroFloat32 = 0x1p-126 * 0x1p-23
	MaxFloat64             = 0x1p1023 * (1 + (1 - 0x1p-52))
	SmallestNonzeroFloat64 = 0x1p-1022 * 0x1p-52

	MaxInt    = MaxInt64
	MinInt    = MinInt64
	MaxInt8   = 1<<7 - 1
	MinInt8   = -1 << 7
	MaxInt16  = 1<<15 - 1
	MinInt16  = -1 << 15
	MaxInt32  = 1<<31 - 1
	MinInt32  = -1 << 31
	MaxInt64  = 1<<63 - 1
	MinInt64  = -1 << 63
	MaxUint   = MaxUint64
	MaxUint8  = 1<<8 - 1
	MaxUint16 = 1<<16 - 1
	MaxUint32 = 1<<32 - 1
	MaxUint64 = 1<<64 - 1
)

// The machine's, with the special cases that Go documents.
func Float64bits(f float64) uint64
func Float64frombits(b uint64) float64
func Float32bits(f float32) uint32
func Float32frombits(b uint32) float32
func Sqrt(x float64) float64
func Floor(x float64) float64
func Mod(x, y float64) float64
func FMA(x, y, z float64) float64
func Pow(x, y float64) float64
func Exp(x float64) float64
func Exp2(x float64) float64
func Expm1(x float64) float64
func Log(x float64) float64
func Log1p(x float64) float64
func Sin(x float64) float64
func Cos(x float64) float64
func Tan(x float64) float64
func Asin(x float64) float64
func Acos(x float64) float64
func Atan(x float64) float64
func Atan2(y, x float64) float64
func Sinh(x float64) float64
func Cosh(x float64) float64
func Tanh(x float64) float64
func Cbrt(x float64) float64
func Hypot(p, q float64) float64
func Gamma(x float64) float64
func Lgamma(x float64) (lgamma float64, sign int)
func Erf(x float64) float64
func Erfc(x float64) float64
func Erfinv(x float64) float64
func J0(x float64) float64
func J1(x float64) float64
func Y0(x float64) float64
func Y1(x float64) float64

func NaN() float64              { return Float64frombits(0x7FF8000000000001) }
func IsNaN(f float64) (is bool) { return f != f }
func Signbit(x float64) bool    { return Float64bits(x)>>63 != 0 }

func Inf(sign int) float64 {
	if sign >= 0 {
		return Float64frombits(0x7FF << 52)
	}
	return Float64frombits(0xFFF << 52)
}

func IsInf(f float64, sign int) bool {
	return sign >= 0 && f > MaxFloat64 || sign <= 0 && f < -MaxFloat64
}

func Abs(x float64) float64 { return Float64frombits(Float64bits(x) &^ (1 << 63)) }

func Copysign(f, sign float64) float64 {
	return Float64frombits(Float64bits(f)&^(1<<63) | Float64bits(sign)&(1<<63))
}

func Max(x, y float64) float64 {
	if IsInf(x, 1) || IsInf(y, 1) {
		return Inf(1)
	}
	return max(x, y)
}

func Min(x, y float64) float64 {
	if IsInf(x, -1) || IsInf(y, -1) {
		return Inf(-1)
	}
	return min(x, y)
}

// Dim is the difference, if it is not below 0.
func Dim(x, y float64) float64 {
	if v := x - y; v > 0 || v != v {
		return v
	}
	return 0
}

func Ceil(x float64) float64  { return -Floor(-x) }
func Trunc(x float64) float64 { return Copysign(Floor(Abs(x)), x) }

// Round goes to the nearest whole number, from the middle away from zero.
func Round(x float64) float64 {
	t := Trunc(x)
	if Abs(x-t) >= 0.5 {
		t += Copysign(1, x)
	}
	return t
}

// RoundToEven goes to the even one from the middle.
func RoundToEven(x float64) float64 {
	t := Round(x)
	if Abs(x-Trunc(x)) == 0.5 && Mod(t, 2) != 0 {
		t -= Copysign(1, x)
	}
	return Copysign(t, x)
}

// Modf is the whole and the rest, both with the sign of f.
func Modf(f float64) (integer float64, fractional float64) {
	integer = Trunc(f)
	if IsInf(f, 0) {
		return f, NaN()
	}
	return integer, Copysign(f-integer, f)
}

// Frexp is f as a fraction of at least a half, and a power of two.
func Frexp(f float64) (frac float64, exp int) {
	if f == 0 || f != f || IsInf(f, 0) {
		return f, 0
	}
	if Abs(f) < 0x1p-1022 {
		f, exp = f*0x1p52, -52
	}
	bits := Float64bits(f)
	exp += int(bits>>52&0x7FF) - 1022
	return Float64frombits(bits&^(0x7FF<<52) | 1022<<52), exp
}

// Ldexp is the inverse of Frexp.
func Ldexp(frac float64, exp int) float64 {
	frac, more := Frexp(frac)
	if frac == 0 || frac != frac || IsInf(frac, 0) {
		return frac
	}
	exp += more
	switch {
	case exp > 1024:
		return Copysign(Inf(1), frac)
	case exp < -1075:
		return Copysign(0, frac)
	case exp < -1021:
		return frac * 2 * Float64frombits(uint64(exp-1+54+1023)<<52) * 0x1p-54
	}
	return frac * 2 * Float64frombits(uint64(exp-1+1023)<<52)
}

func Log2(x float64) float64 {
	frac, exp := Frexp(x)
	if frac == 0.5 {
		return float64(exp - 1)
	}
	return Log(frac)*(1/Ln2) + float64(exp)
}

func Log10(x float64) float64 { return Log(x) * (1 / Ln10) }

func Pow10(n int) float64 {
	switch {
	case n < -323:
		return 0
	case n > 308:
		return Inf(1)
	}
	return pow10(n)
}

// pow10 is the nearest float64 to a power of ten.
func pow10(n int) float64

func Sincos(x float64) (sin, cos float64) { return Sin(x), Cos(x) }

// Remainder is what is left over the nearest multiple of y.
func Remainder(x, y float64) float64 {
	a, y := Abs(x), Abs(y)
	if y <= MaxFloat64/2 {
		a = Mod(a, y+y)
	}
	if IsInf(x, 0) || x != x || y != y || y == 0 {
		return NaN()
	}
	if IsInf(y, 0) {
		return x
	}
	if a > y-a {
		a -= y
		if a >= y-a {
			a -= y
		}
	}
	if Signbit(x) {
		return -a
	}
	return a
}

func Erfcinv(x float64) float64 { return Erfinv(1 - x) }

func Acosh(x float64) float64 {
	switch {
	case x < 1:
		return NaN()
	case x >= 1<<28:
		return Log(x) + Ln2
	case x > 2:
		return Log(2*x - 1/(x+Sqrt(x*x-1)))
	}
	t := x - 1
	return Log1p(t + Sqrt(2*t+t*t))
}

func Asinh(x float64) float64 {
	y := Abs(x)
	switch {
	case y < 0x1p-28 || IsInf(x, 0):
		return x
	case y > 1<<28:
		y = Log(y) + Ln2
	case y > 2:
		y = Log(2*y + 1/(Sqrt(y*y+1)+y))
	default:
		y = Log1p(y + y*y/(1+Sqrt(1+y*y)))
	}
	return Copysign(y, x)
}

func Atanh(x float64) float64 {
	y := Abs(x)
	switch {
	case y > 1:
		return NaN()
	case y < 0x1p-28:
		return x
	case y < 0.5:
		y = 0.5 * Log1p(y+y+(y+y)*y/(1-y))
	default:
		y = 0.5 * Log1p((y+y)/(1-y))
	}
	return Copysign(y, x)
}

func Ilogb(x float64) int {
	switch {
	case x == 0:
		return MinInt32
	case x != x || IsInf(x, 0):
		return MaxInt32
	}
	_, exp := Frexp(x)
	return exp - 1
}

func Logb(x float64) float64 {
	switch {
	case x == 0:
		return Inf(-1)
	case x != x || IsInf(x, 0):
		return Abs(x)
	}
	return float64(Ilogb(x))
}

func Nextafter(x, y float64) (r float64) {
	switch {
	case x != x || y != y:
		return NaN()
	case x == y:
		return x
	case x == 0:
		return Copysign(SmallestNonzeroFloat64, y)
	case (y > x) == (x > 0):
		return Float64frombits(Float64bits(x) + 1)
	}
	return Float64frombits(Float64bits(x) - 1)
}

func Nextafter32(x, y float32) (r float32) {
	switch {
	case x != x || y != y:
		return float32(NaN())
	case x == y:
		return x
	case x == 0:
		return float32(Copysign(SmallestNonzeroFloat32, float64(y)))
	case (y > x) == (x > 0):
		return Float32frombits(Float32bits(x) + 1)
	}
	return Float32frombits(Float32bits(x) - 1)
}

// Jn goes from J0 and J1 up, or where that loses everything from far above down.
func Jn(n int, x float64) float64 {
	switch {
	case x != x:
		return x
	case n == 0:
		return J0(x)
	case x == 0 || IsInf(x, 0):
		return 0
	}
	if n < 0 {
		n, x = -n, -x
	}
	if n == 1 {
		return J1(x)
	}
	odd := x < 0 && n&1 == 1
	x = Abs(x)
	var b float64
	switch {
	case float64(n) <= x && x >= 0x1p302:
		b = farther(n, x, 0)
	case float64(n) <= x:
		b = J1(x)
		for i, a := 1, J0(x); i < n; i++ {
			a, b = b, b*(float64(i+i)/x)-a
		}
	case x < 0x1p-29 && n > 33:
	case x < 0x1p-29:
		half, product := x*0.5, 1.0
		b = half
		for i := 2; i <= n; i++ {
			product *= float64(i)
			b *= half
		}
		b /= product
	default:
		// How many terms of a continued fraction are enough.
		step, k := 2/x, 1
		w := float64(n+n) / x
		z := w + step
		last, next := w, w*z-1
		for ; next < 1e9; k++ {
			z += step
			last, next = next, z*next-last
		}
		t := 0.0
		for i := 2 * (n + k); i >= n+n; i -= 2 {
			t = 1 / (float64(i)/x - t)
		}
		large := float64(n)
		large *= Log(Abs(2 / x * large))
		a := t
		b = 1
		for i := n - 1; i > 0; i-- {
			a, b = b, b*float64(i+i)/x-a
			if large >= 7.09782712893383973096e+02 && b > 1e100 {
				a /= b
				t /= b
				b = 1
			}
		}
		b = t * J0(x) / b
	}
	if odd {
		return -b
	}
	return b
}

// farther is Jn, or with a quarter of a turn more Yn, where only the wave is left.
func farther(n int, x float64, quarter int) float64 {
	s, c := Sincos(x)
	wave := 0.0
	switch (n + quarter) & 3 {
	case 0:
		wave = c + s
	case 1:
		wave = -c + s
	case 2:
		wave = -c - s
	case 3:
		wave = c - s
	}
	return 1 / SqrtPi * wave / Sqrt(x)
}

func Yn(n int, x float64) float64 {
	odd := n < 0 && n&1 == 1
	switch {
	case x < 0 || x != x:
		return NaN()
	case IsInf(x, 1):
		return 0
	case n == 0:
		return Y0(x)
	case x == 0 && odd:
		return Inf(1)
	case x == 0:
		return Inf(-1)
	}
	if n < 0 {
		n = -n
	}
	b := Y1(x)
	if n > 1 && x >= 0x1p302 {
		b = farther(n, x, 1)
	} else {
		for i, a := 1, Y0(x); i < n && !IsInf(b, -1); i++ {
			a, b = b, float64(i+i)/x*b-a
		}
	}
	if odd {
		return -b
	}
	return b
}
