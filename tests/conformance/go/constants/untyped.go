// Constants without a type are exact and take the type that they are needed as.
package main

import (
	"fmt"
	"math"
	"time"
)

const (
	big    = 1 << 100
	small  = big >> 98
	third  = 1.0 / 3
	exact  = third * 3
	letter = 'a'
	mixed  = letter + 1.0
	text   = "con" + "stant"
	truth  = 1 < 2 && text != ""
)

type meters float64

func half(f float64) float64 { return f / 2 }

func main() {
	fmt.Println(small, big/(1<<98), exact == 1, third)
	fmt.Printf("%T %T %T %T %T %T\n", small, third, letter, mixed, text, truth)
	var f float32 = 1 << 20
	var b byte = 'a' + 1
	var m meters = 5
	var d time.Duration = 3 * time.Second
	var r rune = 65.0
	var i int64 = 1e3
	fmt.Println(f, b, m/2, d*2, r, i, half(7), 7/2, 7/2.0, 7.0/2)
	fmt.Println(math.MaxInt64, uint64(math.MaxUint64), math.MinInt64, math.MaxInt8, math.Pi)
	fmt.Println(5%3, -5%3, 5&^3, 5^3, ^5, 1<<3|1, 'x'-'a', 10/3*3, 10/3*3.0)
	fmt.Println(0x_ff, 0b1010, 0o17, 017, 1_000_000, 0x1p4, 1e-3, .5, 0x.8p1)
	s := uint(33)
	var shifted int64 = 1 << s
	var j = 1.0 * 4
	fmt.Println(shifted, j, uint8(255)+uint8(s), 1<<s == 1<<33)
	const huge = 1e400
	fmt.Println(huge/1e390, len(text), len([10]int{}), complexFree())
	fmt.Println(math.MaxUint32, uint32(1<<32-1), int32(-1<<31), float32(16777217), float64(1<<53+1))
}

func complexFree() string {
	const yes = true
	if yes {
		return "a constant condition"
	}
	return "not reached"
}
