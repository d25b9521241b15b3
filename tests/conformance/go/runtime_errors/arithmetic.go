// Division and remainder by zero, negative shifts, and the overflow that is no error.
package main

import (
	"fmt"
	"math"
)

func try(f func() any) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(r)
		}
	}()
	fmt.Println(f())
}

func main() {
	zero, minus := 0, -1
	var u8, u0 uint8 = 200, 0
	var i8 int8 = -128
	var lowest int64 = math.MinInt64
	x := 0.0
	try(func() any { return 1 / zero })
	try(func() any { return 1 % zero })
	try(func() any { return u8 / u0 })
	try(func() any { return u8 % u0 })
	try(func() any { zero /= zero; return zero })
	try(func() any { return 1 << minus })
	try(func() any { return 1 >> minus })
	try(func() any { return lowest / int64(minus) })
	try(func() any { return lowest % int64(minus) })
	try(func() any { return i8 / int8(minus) })
	try(func() any { return -i8 })
	try(func() any { return 1 / x })
	try(func() any { return -1 / x })
	try(func() any { return x / x })
	try(func() any { return u8 << 9 })
	try(func() any { return 1 << (zero + 64) })
	try(func() any { return minus >> (zero + 100) })
}
