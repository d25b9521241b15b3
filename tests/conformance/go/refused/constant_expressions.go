// Constant indices, bounds, shifts and conversions that cannot be right.
package main

func main() {
	var list [3]int
	_ = list[3]
	_ = list[-1]
	_ = "abc"[5]
	_ = list[2:1]
	x := 10
	_ = x / 0
	var u8 uint8 = 255 + 1
	_ = u8
	_ = 1 << 100
	_ = int64(1e100)
	const big = 1 << 70
	x = big
}
