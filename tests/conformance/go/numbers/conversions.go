// Conversions between integer types cut or extend; those from floats drop the fraction.
package main

import "fmt"

func main() {
	n := 300
	m := -1
	fmt.Println(uint8(n), int8(n), uint16(m), uint32(m), uint64(m), int8(m), byte(m))
	big := int64(1)<<40 + 200
	fmt.Println(int32(big), int16(big), uint8(big), int8(big), float32(big), float64(big))
	var u8 uint8 = 200
	fmt.Println(int8(u8), int(u8), int(int8(u8)), uint16(int8(u8)), uint32(int16(int8(u8))), rune(u8))
	f := 3.99
	g := -3.99
	fmt.Println(int(f), int(g), int64(f*100), uint8(f), float32(f), float64(float32(f)), int(2.5+0.5))
	h := 1e10
	fmt.Println(int64(h), uint64(h), int64(-h))
	var u64 uint64 = 1<<63 + 1025
	fmt.Println(float64(u64), float32(u64), uint64(float64(1<<63)), int64(u64))
	third := float32(1) / 3
	fmt.Println(third, float64(third), float32(0.1)+float32(0.2), 0.1+0.2, float32(0.1) == 0.1)
	a, b := 0.1, 0.2
	fmt.Println(a+b, a+b == 0.3, float32(a+b) == 0.3, a*3, 1/a)
	var i32 int32 = -8
	fmt.Println(uint32(i32)>>28, i32>>1, i32/3, i32%3, uint32(i32)%7, int64(i32)<<33)
	type celsius float64
	type count uint8
	fmt.Println(celsius(n)/7, count(n), float64(celsius(2.5))*2, int(count(n)+220))
	fmt.Println(float32(16777216)+1, float64(9007199254740992)+1, float32(1e-45), float32(1e10)*1e10)
}
