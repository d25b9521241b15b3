// Strings and byte slices with %s, %q, %x and %v; widths count runes.
package main

import "fmt"

func main() {
	s := "héllo, 世界"
	fmt.Printf("[%s] [%12s] [%-12s] [%.3s] [%8.2s] [%q] [%x] [%X] [% x] [%#x]\n", s, s, s, s, s, s, s, "hi", "hi", "hi")
	fmt.Printf("%q %+q %#q %#q %q\n", "a\"b\\\n\t\x00", "世界", "back`tick", "plain", `\n`)
	fmt.Printf("%q %q %q %q\n", 'x', '\n', '\'', rune(0x1F600))
	fmt.Printf("%v %s %q %x %d\n", []byte("abc"), []byte("abc"), []byte("abc"), []byte("abc"), []byte("abc"))
	fmt.Printf("%s %q %v %x\n", []string{"a b", "c"}, []string{"a b", "c"}, []string{"a b", "c"}, []string{"a b", "c"})
	fmt.Printf("%5s|%-5s|%05s|%.0s|\n", "ab", "ab", "ab", "ab")
	fmt.Printf("%5q|%-8q|%08q\n", "a", "b", "c")
	fmt.Printf("%*s|%-*s|%.*s\n", 5, "x", 5, "y", 2, "zzz")
	fmt.Printf("%s %s %v\n", "\xff\xfe", "a\x00b", "tab\there")
	fmt.Printf("%q %+q\n", "\xffbad\xc3", "\xffbad\u00e9")
	fmt.Printf("%c%c %c %v\n", 'h', 'i', 0x4E2D, 'h')
	fmt.Printf("%6.2s|%-6.2s|%6.2q\n", "世界人", "世界人", "世界人")
	fmt.Printf("%t %d %c\n", "x", "y", "z")
	fmt.Printf("% X|%#X|%# x|%20x|%-20x|\n", "abc", "abc", "abc", "abc", "abc")
}
