// Conversions between strings, byte and rune slices, and types based on them, copy.
package main

import "fmt"

type name string
type raw []byte
type letters []rune
type octet byte

func main() {
	n := name("ada")
	fmt.Println(string(n)+"!", n+"?", len(n), n[0], n[1:])
	r := raw(n)
	r[0] = 'A'
	fmt.Println(string(r), n, name(r))
	l := letters("é中")
	l = append(l, 'x')
	fmt.Println(string(l), len(l), l)
	octets := []octet("hi")
	fmt.Println(octets, string(octets))
	b := []byte("shared")
	s := string(b)
	b[0] = 'S'
	fmt.Println(s, string(b))
	m := map[string]int{"key": 1}
	fmt.Println(m[string([]byte{'k', 'e', 'y'})])
	for i, c := range []byte("é") {
		fmt.Print(i, ":", c, " ")
	}
	for i, c := range []rune("é!") {
		fmt.Print(i, ":", c, " ")
	}
	fmt.Println()
	var none []byte
	fmt.Printf("%q %v %v\n", string(none), []byte("") == nil, []byte(nil) == nil)
	switch string(b) {
	case "Shared":
		fmt.Println("switch on a converted slice")
	}
}
