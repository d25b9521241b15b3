// Integers of every size wrap around at their ends.
package main

import (
	"fmt"
	"math"
)

func main() {
	var i8 int8 = 127
	var i16 int16 = math.MaxInt16
	var i32 int32 = math.MaxInt32
	var i64 int64 = math.MaxInt64
	var u8 uint8 = 255
	var u16 uint16 = math.MaxUint16
	var u32 uint32 = math.MaxUint32
	var u64 uint64 = math.MaxUint64
	i, u := math.MaxInt, uint(0)
	i8++
	i16++
	i32++
	i64++
	i++
	u8++
	u16++
	u32++
	u64++
	u--
	fmt.Println(i8, i16, i32, i64, i)
	fmt.Println(u8, u16, u32, u64, u)
	fmt.Println(-i8, -i16, i8-1, i32-1, i64-1)
	fmt.Println(i8*3, i16*-1, u8-1, u16-1, ^u32, -u64-1)
	a, b := int8(100), int8(50)
	fmt.Println(a+b, a*b, a-b-b-b-b-b, a<<1, a<<2, -a-a)
	x, y := uint8(10), uint8(20)
	fmt.Println(x-y, x*y*y, x<<5, ^x, -x)
	var h uint32 = 2166136261
	for _, c := range []byte("hash") {
		h ^= uint32(c)
		h *= 16777619
	}
	fmt.Println(h)
	seed := uint64(42)
	for range 3 {
		seed = seed*6364136223846793005 + 1442695040888963407
		fmt.Print(seed>>33, " ")
	}
	fmt.Println()
	sum := int32(0)
	for n := int32(1 << 20); n < 1<<20+5000; n++ {
		sum += n * n
	}
	fmt.Println(sum)
}
