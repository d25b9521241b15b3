// Quoting and unquoting strings and runes.
package main

import (
	"fmt"
	"strconv"
)

func main() {
	s := "tab\t \"quoted\" \\ é 世界 \x00 \x7f \xff 😀 \u200b"
	fmt.Println(strconv.Quote(s))
	fmt.Println(strconv.QuoteToASCII(s))
	fmt.Println(strconv.QuoteRune('\n'), strconv.QuoteRune('\''), strconv.QuoteRune('世'), strconv.QuoteRuneToASCII('世'))
	for _, q := range []string{`"a\tb"`, "`raw\\n`", `'x'`, `"\u4e16"`, `"unterminated`, `no quotes`, `'xy'`, `""`, `"a"b"`, `"\q"`} {
		u, err := strconv.Unquote(q)
		fmt.Printf("%q %v\n", u, err)
	}
	back, err := strconv.Unquote(strconv.Quote(s))
	fmt.Println(back == s, err, string(strconv.AppendQuote([]byte(">"), "x")), strconv.CanBackquote("a`b"))
}
