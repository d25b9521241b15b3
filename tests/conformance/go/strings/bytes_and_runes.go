// A string is bytes: indexing gives bytes, ranging gives runes, and bytes that are no UTF-8 give U+FFFD.
package main

import "fmt"

func main() {
	s := "aé中😀"
	fmt.Println(len(s), s[0], s[1], s[2], len([]rune(s)))
	for i, r := range s {
		fmt.Printf("%d:%c(%U) ", i, r, r)
	}
	fmt.Println()
	bad := "a\xffb\xe4\xb8c\xed\xa0\x80"
	for i, r := range bad {
		fmt.Printf("%d:%#x ", i, r)
	}
	fmt.Println()
	fmt.Println([]rune(bad), []byte(bad))
	fmt.Printf("%q %+q %x % X\n", bad, s, s, "hi")
	fmt.Println(string([]rune{20013, 25991, 0x110000, -1, 0xD800}), string(rune(65)), string([]byte{104, 105}))
	fmt.Printf("%q\n", string(rune(-5)))
	t := s[1:3]
	fmt.Println(t, s[:1]+s[6:], s[3:6])
	b := []byte(s)
	b[0] = 'A'
	fmt.Println(string(b), s)
	r := []rune(s)
	r[2] = '文'
	fmt.Println(string(r), len(string(r)))
	for i := range s {
		fmt.Print(i, " ")
	}
	for range "äöü" {
		fmt.Print(".")
	}
	fmt.Println()
	var c byte = s[0]
	fmt.Println(c, string(c), s[len(s)-1] == 0x80)
	fmt.Println("a"+"b" == "ab", "abc"[1], "abc"[1:] < "bd", len("\x00\u00e9\U0001F600"), `raw\n
second line`)
	var text string
	for c := 'a'; c < 'f'; c++ {
		text += string(c)
	}
	text += "!"
	fmt.Println(text)
}
