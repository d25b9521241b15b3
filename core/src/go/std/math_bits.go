// Package bits counts and moves bits.
package bits

const lacks = "Add Add32 Div Div32 Div64 Mul Mul32 Rem Rem32 Rem64 Sub Sub32"

const UintSize = 64

func Len64(x uint64) (n int) {
	for ; x != 0; x >>= 1 {
		n++
	}
	return n
}
func OnesCount64(x uint64) int {
	n := 0
	for ; x != 0; x &= x - 1 {
		n++
	}
	return n
}
func Reverse64(x uint64) uint64 {
	r := uint64(0)
	for range 64 {
		r, x = r<<1|x&1, x>>1
	}
	return r
}
func ReverseBytes64(x uint64) uint64 {
	r := uint64(0)
	for range 8 {
		r, x = r<<8|x&0xFF, x>>8
	}
	return r
}
func RotateLeft64(x uint64, k int) uint64 { return x<<(k&63) | x>>(64-k&63) }
func RotateLeft32(x uint32, k int) uint32 { return x<<(k&31) | x>>(32-k&31) }
func RotateLeft16(x uint16, k int) uint16 { return x<<(k&15) | x>>(16-k&15) }
func RotateLeft8(x uint8, k int) uint8    { return x<<(k&7) | x>>(8-k&7) }
func RotateLeft(x uint, k int) uint       { return uint(RotateLeft64(uint64(x), k)) }

func LeadingZeros64(x uint64) int { return 64 - Len64(x) }
func LeadingZeros32(x uint32) int { return 32 - Len32(x) }
func LeadingZeros16(x uint16) int { return 16 - Len16(x) }
func LeadingZeros8(x uint8) int   { return 8 - Len8(x) }
func LeadingZeros(x uint) int     { return 64 - Len(x) }

func trailing(x uint64, size int) int {
	if x == 0 {
		return size
	}
	return Len64(x&-x) - 1
}
func TrailingZeros64(x uint64) int { return trailing(x, 64) }
func TrailingZeros32(x uint32) int { return trailing(uint64(x), 32) }
func TrailingZeros16(x uint16) int { return trailing(uint64(x), 16) }
func TrailingZeros8(x uint8) int   { return trailing(uint64(x), 8) }
func TrailingZeros(x uint) int     { return trailing(uint64(x), 64) }

func OnesCount32(x uint32) int       { return OnesCount64(uint64(x)) }
func OnesCount16(x uint16) int       { return OnesCount64(uint64(x)) }
func OnesCount8(x uint8) int         { return OnesCount64(uint64(x)) }
func OnesCount(x uint) int           { return OnesCount64(uint64(x)) }
func Len32(x uint32) (n int)         { return Len64(uint64(x)) }
func Len16(x uint16) (n int)         { return Len64(uint64(x)) }
func Len8(x uint8) int               { return Len64(uint64(x)) }
func Len(x uint) int                 { return Len64(uint64(x)) }
func Reverse32(x uint32) uint32      { return uint32(Reverse64(uint64(x)) >> 32) }
func Reverse16(x uint16) uint16      { return uint16(Reverse64(uint64(x)) >> 48) }
func Reverse8(x uint8) uint8         { return uint8(Reverse64(uint64(x)) >> 56) }
func Reverse(x uint) uint            { return uint(Reverse64(uint64(x))) }
func ReverseBytes32(x uint32) uint32 { return uint32(ReverseBytes64(uint64(x)) >> 32) }
func ReverseBytes16(x uint16) uint16 { return x<<8 | x>>8 }
func ReverseBytes(x uint) uint       { return uint(ReverseBytes64(uint64(x))) }

func Add64(x, y, carry uint64) (sum, carryOut uint64) {
	sum = x + y + carry
	return sum, (x&y | (x|y)&^sum) >> 63
}

func Sub64(x, y, borrow uint64) (diff, borrowOut uint64) {
	diff = x - y - borrow
	return diff, (^x&y | ^(x^y)&diff) >> 63
}

// Mul64 is the 128 bits of a product.
func Mul64(x, y uint64) (hi, lo uint64) {
	const low = 1<<32 - 1
	a, b, c, d := x>>32, x&low, y>>32, y&low
	middle := a*d + b*d>>32
	other := b*c + middle&low
	return a*c + middle>>32 + other>>32, x * y
}
