// Contains, Index and their kin, prefixes and suffixes, Count, EqualFold, Compare.
package main

import (
	"fmt"
	"strings"
)

func main() {
	s := "chicken and 鶏肉 and chickpeas"
	fmt.Println(strings.Contains(s, "and"), strings.Contains(s, ""), strings.Contains("", "x"), strings.ContainsRune(s, '鶏'), strings.ContainsAny(s, "xyz"), strings.ContainsAny(s, ""))
	fmt.Println(strings.Index(s, "chick"), strings.LastIndex(s, "chick"), strings.Index(s, "zebra"), strings.Index(s, "肉"), strings.Index(s, ""), strings.LastIndex(s, ""))
	fmt.Println(strings.IndexByte(s, 'k'), strings.LastIndexByte(s, 'k'), strings.IndexRune(s, '肉'), strings.IndexRune(s, -1), strings.IndexAny(s, "肉k"), strings.LastIndexAny(s, "kd"))
	fmt.Println(strings.IndexFunc(s, func(r rune) bool { return r > 127 }), strings.LastIndexFunc(s, func(r rune) bool { return r > 127 }), strings.ContainsFunc(s, func(r rune) bool { return r == 'q' }))
	fmt.Println(strings.HasPrefix(s, "chick"), strings.HasPrefix(s, ""), strings.HasSuffix(s, "peas"), strings.HasSuffix("a", "aa"))
	fmt.Println(strings.Count(s, "chick"), strings.Count("aaaa", "aa"), strings.Count("héé", ""), strings.Count("", ""))
	fmt.Println(strings.EqualFold("Straße", "STRAßE"), strings.EqualFold("Go", "GO"), strings.EqualFold("a", "b"), strings.EqualFold("Σ", "ς"))
	fmt.Println(strings.Compare("a", "b"), strings.Compare("b", "a"), strings.Compare("a", "a"), strings.Compare("", "a"))
	before, after, found := strings.Cut("key=value=x", "=")
	fmt.Printf("%q %q %t\n", before, after, found)
	before, after, found = strings.Cut("nothing", "=")
	fmt.Printf("%q %q %t\n", before, after, found)
	rest, ok := strings.CutPrefix("prefix-rest", "prefix-")
	fmt.Println(rest, ok)
	rest, ok = strings.CutSuffix("file.go", ".txt")
	fmt.Println(rest, ok)
}
