// Shifts by more than the width, signed and unsigned, with counts of every type.
package main

import "fmt"

func main() {
	var i8 int8 = -100
	var u8 uint8 = 0x96
	var i32 int32 = -1 << 31
	var u64 uint64 = 1 << 63
	for _, n := range []int{0, 1, 4, 7, 8, 31, 32, 63, 64, 200} {
		fmt.Println(n, i8>>n, i8<<n, u8>>n, u8<<n, i32>>n, i32<<n, u64>>n, u64<<n)
	}
	var b byte = 3
	var w uint64 = 1 << 40
	fmt.Println(1<<b, -16>>b, u8>>w, i8>>w, u8<<w)
	x := 1
	x <<= 5
	x |= 3
	x ^= 1
	x &^= 2
	x >>= 1
	x &= 0x1f
	fmt.Println(x)
	s := uint(3)
	var f int16 = 1<<s | 1<<(s+12)
	var g = uint8(1<<s) << 5
	fmt.Println(f, g, int64(1)<<s<<40)
	bits := 0
	for v := uint32(0xF0F01234); v != 0; v &= v - 1 {
		bits++
	}
	fmt.Println(bits)
}
