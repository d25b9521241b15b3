// Integers with every verb, flag, width and precision that people use.
package main

import "fmt"

func main() {
	n, m := 42, -42
	fmt.Printf("[%d] [%5d] [%-5d] [%05d] [%+d] [% d] [%x] [%X] [%o] [%b] [%c] [%q] [%U] [%O]\n", n, n, n, n, n, n, n, n, n, n, n, n, n, n)
	fmt.Printf("[%d] [%5d] [%-5d] [%05d] [%+d] [% d] [%x] [%o] [%b]\n", m, m, m, m, m, m, m, m, m)
	fmt.Printf("[%#x] [%#X] [%#o] [%#b] [%#q] [%#U] [%08b] [%#010x] [%+.3d] [%8.3d] [%-8.3d|] [%.0d]\n", n, n, n, n, n, n, n, n, n, n, n, 0)
	fmt.Printf("%*d|%-*d|%0*d|%.*d\n", 6, n, 6, n, 6, n, 4, n)
	fmt.Printf("%[2]d %[1]d %[2]x %d\n", 1, 20)
	fmt.Printf("%[3]*.[2]*[1]f|%6.2f\n", 12.0, 2, 6)
	var u8 uint8 = 200
	var i64 int64 = -1 << 63
	var up uintptr = 4096
	fmt.Printf("%d %x %v %#v %d %x %v %#v\n", u8, u8, u8, u8, i64, i64, up, up)
	fmt.Printf("%v %d %s %c %q\n", 'a', 'a', string('a'), '中', '中')
	fmt.Printf("%t %v %5t|%-7t|\n", true, false, true, false)
	fmt.Printf("%x %X %#v %v\n", []byte{1, 171}, []byte("hi"), []int{1}, []uint8{1, 2})
	fmt.Printf("%3d|%-3d|%03d\n", []int{1, 22}, [2]int{3, 4}, []int8{-1, 5})
	fmt.Printf("%6d|%06d|%+06d|% 06d|%-06d|\n", -7, -7, 7, 7, 7)
	fmt.Printf("%s|%d|%v\n", 5, "five", nil)
	fmt.Printf("%e %08.3f %t\n", 5, 5, 5)
}
