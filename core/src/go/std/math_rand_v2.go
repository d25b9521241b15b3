// Package rand makes random numbers. Those of a seeded PCG are Go's.
package rand

import (
	"internal/lockstep"
	"internal/ziggurat"
	"internal/zipf"
	"math/bits"
)

const lacks = "AppendBinary ChaCha8 MarshalBinary NewChaCha8 UnmarshalBinary"

type Source interface{ Uint64() uint64 }

// A PCG has 128 bits of state.
type PCG struct{ hi, lo uint64 }

func NewPCG(seed1, seed2 uint64) *PCG { return &PCG{seed1, seed2} }

func (p *PCG) Seed(seed1, seed2 uint64) { *p = PCG{seed1, seed2} }

// Uint64 multiplies and adds, and mixes the result ("DXSM").
func (p *PCG) Uint64() uint64 {
	const factorHi, factorLo = 0x2360ed051fc65da4, 0x4385df649fccf645
	const plusHi, plusLo = 0x5851f42d4c957f2d, 0x14057b7ef767814f
	hi, lo := bits.Mul64(p.lo, factorLo)
	hi += p.hi*factorLo + p.lo*factorHi
	lo, carry := bits.Add64(lo, plusLo, 0)
	hi += plusHi + carry
	p.hi, p.lo = hi, lo
	hi ^= hi >> 32
	hi *= 0xda942042e4dd58b5
	hi ^= hi >> 48
	return hi * (lo | 1)
}

type machine struct{}

func (machine) Uint64() uint64 { return lockstep.Random() }

// global is one that nobody shares: Go's is locked.
func global() *Rand { return New(machine{}) }

type Rand struct{ src Source }

func New(src Source) *Rand { return &Rand{src} }

func (r *Rand) Uint64() uint64   { return r.src.Uint64() }
func (r *Rand) Int64() int64     { return int64(r.src.Uint64() << 1 >> 1) }
func (r *Rand) Uint32() uint32   { return uint32(r.src.Uint64() >> 32) }
func (r *Rand) Int32() int32     { return int32(r.src.Uint64() >> 33) }
func (r *Rand) Int() int         { return int(r.Int64()) }
func (r *Rand) Uint() uint       { return uint(r.src.Uint64()) }
func (r *Rand) Float64() float64 { return float64(r.Uint64()<<11>>11) / (1 << 53) }
func (r *Rand) Float32() float32 { return float32(r.Uint32()<<8>>8) / (1 << 24) }

// below is a number from 0 up to n.
func (r *Rand) below(n uint64) uint64 {
	if n&(n-1) == 0 {
		return r.Uint64() & (n - 1)
	}
	hi, lo := bits.Mul64(r.Uint64(), n)
	for least := -n % n; lo < least; {
		hi, lo = bits.Mul64(r.Uint64(), n)
	}
	return hi
}

func check(ok bool, function string) {
	if !ok {
		panic("invalid argument to " + function)
	}
}

func (r *Rand) Int64N(n int64) int64 {
	check(n > 0, "Int64N")
	return int64(r.below(uint64(n)))
}
func (r *Rand) Uint64N(n uint64) uint64 {
	check(n > 0, "Uint64N")
	return r.below(n)
}
func (r *Rand) Int32N(n int32) int32 {
	check(n > 0, "Int32N")
	return int32(r.below(uint64(n)))
}
func (r *Rand) Uint32N(n uint32) uint32 {
	check(n > 0, "Uint32N")
	return uint32(r.below(uint64(n)))
}
func (r *Rand) IntN(n int) int {
	check(n > 0, "IntN")
	return int(r.below(uint64(n)))
}
func (r *Rand) UintN(n uint) uint {
	check(n > 0, "UintN")
	return uint(r.below(uint64(n)))
}

func (r *Rand) ExpFloat64() float64 {
	bits := func() (uint32, int) {
		u := r.Uint64()
		return uint32(u), int(uint8(u >> 32))
	}
	return ziggurat.Exp(bits, r.Float64)
}

func (r *Rand) NormFloat64() float64 {
	bits := func() (int32, int) {
		u := r.Uint64()
		return int32(u), int(u >> 32 & 0x7F)
	}
	return ziggurat.Norm(bits, r.Float64)
}

func (r *Rand) Perm(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	r.Shuffle(n, func(i, j int) { p[i], p[j] = p[j], p[i] })
	return p
}

func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	check(n >= 0, "Shuffle")
	for i := n - 1; i > 0; i-- {
		swap(i, int(r.below(uint64(i+1))))
	}
}

type intType interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

func (r *Rand) N[Int intType](n Int) Int {
	check(n > 0, "N")
	return Int(r.below(uint64(n)))
}

// N is a number from 0 up to n, of any integer type.
func N[Int intType](n Int) Int {
	check(n > 0, "N")
	return global().N(n)
}

func Int64() int64                       { return global().Int64() }
func Uint32() uint32                     { return global().Uint32() }
func Uint64() uint64                     { return global().Uint64() }
func Int32() int32                       { return global().Int32() }
func Int() int                           { return global().Int() }
func Uint() uint                         { return global().Uint() }
func Int64N(n int64) int64               { return global().Int64N(n) }
func Uint64N(n uint64) uint64            { return global().Uint64N(n) }
func Int32N(n int32) int32               { return global().Int32N(n) }
func Uint32N(n uint32) uint32            { return global().Uint32N(n) }
func IntN(n int) int                     { return global().IntN(n) }
func UintN(n uint) uint                  { return global().UintN(n) }
func Float64() float64                   { return global().Float64() }
func Float32() float32                   { return global().Float32() }
func NormFloat64() float64               { return global().NormFloat64() }
func ExpFloat64() float64                { return global().ExpFloat64() }
func Perm(n int) []int                   { return global().Perm(n) }
func Shuffle(n int, swap func(i, j int)) { global().Shuffle(n, swap) }

// A Zipf draws k with a likelihood of 1/(v+k)^s.
type Zipf struct {
	r     *Rand
	curve *zipf.Curve
}

func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf {
	if curve := zipf.New(s, v, imax); curve != nil {
		return &Zipf{r, curve}
	}
	return nil
}

func (z *Zipf) Uint64() uint64 {
	if z == nil {
		panic("rand: nil Zipf")
	}
	return z.curve.Draw(z.r.Float64)
}
