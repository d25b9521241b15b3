// Division goes towards zero and the remainder has the sign of the dividend.
package main

import "fmt"

func gcd(a, b uint) uint {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func power(base, exponent, modulus uint64) uint64 {
	result := uint64(1)
	for base %= modulus; exponent > 0; exponent >>= 1 {
		if exponent&1 == 1 {
			result = result * base % modulus
		}
		base = base * base % modulus
	}
	return result
}

func main() {
	for _, p := range [][2]int{{7, 2}, {-7, 2}, {7, -2}, {-7, -2}, {0, 5}, {1, 3}, {-1, 3}} {
		fmt.Println(p, p[0]/p[1], p[0]%p[1], p[0]/p[1]*p[1]+p[0]%p[1] == p[0])
	}
	var u uint8 = 250
	fmt.Println(u/7, u%7, -7>>1, -7/2, uint32(1<<31)/3)
	fmt.Println(gcd(84, 36), power(3, 200, 1000007))
	x := 100
	x /= 7
	x %= 10
	fmt.Println(x, 7.5/2, float32(1)/3)
	n, digits := uint64(18446744073709551615), 0
	for ; n > 0; n /= 10 {
		digits++
	}
	fmt.Println(digits)
}
