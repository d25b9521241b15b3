// Package rand makes random numbers. Those of a seeded source are Go's.
package rand

import (
	"internal/lockstep"
	"internal/ziggurat"
	"internal/zipf"
)

type Source interface {
	Int63() int64
	Seed(seed int64)
}

type Source64 interface {
	Source
	Uint64() uint64
}

// NewSource adds numbers that lie 607 and 273 back.
func NewSource(seed int64) Source {
	s := &rngSource{}
	s.Seed(seed)
	return s
}

type rngSource struct {
	at    int // what comes next is put there
	state [607]uint64
}

// fill is the machine's: the first 607 numbers for a seed, in the order in which the source goes over them.
func fill(state []uint64, seed int64)

func (s *rngSource) Seed(seed int64) {
	s.at = 0
	fill(s.state[:], seed)
}

func (s *rngSource) Uint64() uint64 {
	next := s.state[s.at] + s.state[(s.at+607-273)%607]
	s.state[s.at] = next
	s.at = (s.at + 1) % 607
	return next
}

func (s *rngSource) Int63() int64 { return int64(s.Uint64() & (1<<63 - 1)) }

// The machine's numbers, of which each goroutine has its own.
type machine struct{}

func (machine) Seed(int64)     {}
func (machine) Uint64() uint64 { return lockstep.Random() }
func (machine) Int63() int64   { return int64(lockstep.Random() >> 1) }

// global is one that nobody shares: Go's is locked.
func global() *Rand { return New(machine{}) }

type Rand struct {
	src   Source
	rest  int64 // what Read has left of a number
	bytes int8
}

func New(src Source) *Rand { return &Rand{src: src} }

func (r *Rand) Seed(seed int64) {
	r.src.Seed(seed)
	r.bytes = 0
}

func (r *Rand) Int63() int64   { return r.src.Int63() }
func (r *Rand) Uint32() uint32 { return uint32(r.Int63() >> 31) }
func (r *Rand) Int31() int32   { return int32(r.Int63() >> 32) }
func (r *Rand) Int() int       { return int(uint(r.Int63())) }
func (r *Rand) Uint64() uint64 {
	if src, ok := r.src.(Source64); ok {
		return src.Uint64()
	}
	return uint64(r.Int63())>>31 | uint64(r.Int63())<<32
}

func (r *Rand) Int63n(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int63n")
	}
	if n&(n-1) == 0 {
		return r.Int63() & (n - 1)
	}
	v, most := r.Int63(), int64(1<<63-1-1<<63%uint64(n))
	for v > most {
		v = r.Int63()
	}
	return v % n
}

func (r *Rand) Int31n(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int31n")
	}
	if n&(n-1) == 0 {
		return r.Int31() & (n - 1)
	}
	v, most := r.Int31(), int32(1<<31-1-1<<31%uint32(n))
	for v > most {
		v = r.Int31()
	}
	return v % n
}

func (r *Rand) Intn(n int) int {
	if n <= 0 {
		panic("invalid argument to Intn")
	}
	if n < 1<<31 {
		return int(r.Int31n(int32(n)))
	}
	return int(r.Int63n(int64(n)))
}

func (r *Rand) Float64() float64 {
	for {
		if f := float64(r.Int63()) / (1 << 63); f != 1 {
			return f
		}
	}
}

func (r *Rand) Float32() float32 {
	for {
		if f := float32(r.Float64()); f != 1 {
			return f
		}
	}
}

func (r *Rand) ExpFloat64() float64 {
	bits := func() (uint32, int) {
		j := r.Uint32()
		return j, int(j & 0xFF)
	}
	return ziggurat.Exp(bits, r.Float64)
}

func (r *Rand) NormFloat64() float64 {
	bits := func() (int32, int) {
		j := int32(r.Uint32())
		return j, int(j & 0x7F)
	}
	return ziggurat.Norm(bits, r.Float64)
}

func (r *Rand) Perm(n int) []int {
	m := make([]int, n)
	for i := range m {
		j := r.Intn(i + 1)
		m[i] = m[j]
		m[j] = i
	}
	return m
}

func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	for i := n - 1; i > 0; i-- {
		if i >= 1<<31-1 {
			swap(i, int(r.Int63n(int64(i+1))))
			continue
		}
		size := uint32(i + 1)
		product := uint64(r.Uint32()) * uint64(size)
		for least := -size % size; uint32(product) < least; {
			product = uint64(r.Uint32()) * uint64(size)
		}
		swap(i, int(product>>32))
	}
}

func (r *Rand) Read(p []byte) (n int, err error) {
	for n = range p {
		if r.bytes == 0 {
			r.rest, r.bytes = r.src.Int63(), 7
		}
		p[n] = byte(r.rest)
		r.rest >>= 8
		r.bytes--
	}
	return len(p), nil
}

// Seed does nothing, as in Go since 1.24.
func Seed(seed int64)                    {}
func Int63() int64                       { return global().Int63() }
func Uint32() uint32                     { return global().Uint32() }
func Uint64() uint64                     { return global().Uint64() }
func Int31() int32                       { return global().Int31() }
func Int() int                           { return global().Int() }
func Int63n(n int64) int64               { return global().Int63n(n) }
func Int31n(n int32) int32               { return global().Int31n(n) }
func Intn(n int) int                     { return global().Intn(n) }
func Float64() float64                   { return global().Float64() }
func Float32() float32                   { return global().Float32() }
func NormFloat64() float64               { return global().NormFloat64() }
func ExpFloat64() float64                { return global().ExpFloat64() }
func Perm(n int) []int                   { return global().Perm(n) }
func Shuffle(n int, swap func(i, j int)) { global().Shuffle(n, swap) }
func Read(p []byte) (n int, err error)   { return global().Read(p) }

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
