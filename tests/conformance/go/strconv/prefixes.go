// Quoted prefixes, what is graphic, and quotes that are appended.
package main

import (
	"fmt"
	"strconv"
)

func main() {
	for _, s := range []string{"", `"`, `"a"`, `"a"b`, `"a\"b"c"`, "`raw`x", "`raw", "'x'y", "'xy'", "''", `'\''z`, `"\x"`, "\"a\nb\"", "\"\xff\"x", "'\xff'", "'世'界", `"世界"!`, "x"} {
		prefix, err := strconv.QuotedPrefix(s)
		fmt.Printf("%q %q %v\n", s, prefix, err)
	}
	for _, r := range []rune{'a', ' ', '\t', 0xA0, 0x1680, 0x2000, 0x200a, 0x200b, 0x2028, 0x202f, 0x205f, 0x3000, '世', 0x7f, 0xFFFD, 0xFFFE, -1, 0x110000, '🙂', 0xAD} {
		fmt.Print(strconv.IsPrint(r), strconv.IsGraphic(r), " ", strconv.QuoteRuneToGraphic(r), " ")
	}
	fmt.Println()
	b := strconv.AppendQuoteToASCII([]byte("> "), "世\u3000\x00")
	b = strconv.AppendQuoteToGraphic(b, "世\u3000\x00")
	b = strconv.AppendQuoteRuneToASCII(b, '世')
	b = strconv.AppendQuoteRuneToGraphic(b, '\u3000')
	fmt.Println(string(b))
}
