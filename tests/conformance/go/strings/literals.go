// Every kind of escape in string and rune literals.
package main

import "fmt"

func main() {
	fmt.Printf("%x\n", "\a\b\f\n\r\t\v\\\"")
	fmt.Printf("%x\n", "\000\101\377\x7f\xff\u4e2d\U0001F600")
	fmt.Println('\'', '\\', '\n', '\x41', '\101', '\u4e2d', '\U0001F600', '中', 'é')
	fmt.Printf("%q %q\n", `a\n"b"`, `
`)
	fmt.Println(len(`a	b`), "日本語"[3:], len("日本語"))
	fmt.Printf("%T %T %T\n", 'a', "a"[0], "a")
	const long = "one " +
		"two " +
		`three`
	fmt.Println(long, len(long))
	fmt.Println('a'+1, string(rune('a'+1)), 'z'-'a')
}
