// Replace, Map, Repeat, the Trims, upper and lower case, and ToValidUTF8.
package main

import (
	"fmt"
	"strings"
)

func main() {
	fmt.Println(strings.Replace("oink oink oink", "k", "ky", 2), strings.Replace("oink oink", "oink", "moo", -1), strings.Replace("ab", "", "-", -1), strings.Replace("ab", "", "-", 2))
	fmt.Println(strings.ReplaceAll("aaa", "aa", "b"), strings.ReplaceAll("abc", "x", "y"))
	r := strings.NewReplacer("<", "&lt;", ">", "&gt;", "a", "A")
	fmt.Println(r.Replace("<a>b</a>"), strings.NewReplacer("a", "1", "aa", "2", "b", "").Replace("aaab"))
	fmt.Println(strings.Map(func(r rune) rune {
		switch {
		case r == 'a':
			return 'A'
		case r == ' ':
			return -1
		case r == '!':
			return '！'
		}
		return r
	}, "a man a plan!"))
	fmt.Printf("%q %q %q\n", strings.Repeat("ab", 3), strings.Repeat("x", 0), strings.Repeat("", 5))
	fmt.Printf("%q %q %q %q\n", strings.TrimSpace(" \t x y \n"), strings.Trim("xxhixx", "x"), strings.TrimLeft("abcab", "ab"), strings.TrimRight("abcab", "ab"))
	fmt.Printf("%q %q %q\n", strings.TrimPrefix("prefix", "pre"), strings.TrimSuffix("file.go", ".go"), strings.TrimFunc("123abc456", func(r rune) bool { return r < 'a' }))
	fmt.Printf("%q %q\n", strings.TrimLeftFunc("  x ", func(r rune) bool { return r == ' ' }), strings.TrimRightFunc("x!!", func(r rune) bool { return r == '!' }))
	fmt.Println(strings.ToUpper("héllo ß ǆ"), strings.ToLower("HÉLLO ΑΣ"), strings.ToTitle("abc"), strings.ToUpper("已经"))
	fmt.Printf("%q\n", strings.ToValidUTF8("a\xff\xfeb", "?"))
	fmt.Println(strings.Clone("copy"))
	defer func() { fmt.Println(recover()) }()
	strings.Repeat("x", -1)
}
