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
