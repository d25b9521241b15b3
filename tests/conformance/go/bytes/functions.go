// The bytes package does for byte slices what strings does for strings.
package main

import (
	"bytes"
	"fmt"
)

func main() {
	b := []byte("one,two,,three")
	fmt.Printf("%q\n", bytes.Split(b, []byte(",")))
	fmt.Println(bytes.Contains(b, []byte("two")), bytes.Index(b, []byte("t")), bytes.LastIndex(b, []byte("t")), bytes.IndexByte(b, ','), bytes.Count(b, []byte(",")))
	fmt.Println(bytes.Equal([]byte("a"), []byte("a")), bytes.Equal(nil, []byte{}), bytes.Compare([]byte("a"), []byte("b")), bytes.HasPrefix(b, []byte("one")), bytes.EqualFold([]byte("É"), []byte("é")))
	fmt.Printf("%s %s %s %q\n", bytes.ToUpper([]byte("abc é")), bytes.TrimSpace([]byte("  x ")), bytes.Repeat([]byte("ab"), 3), bytes.Fields([]byte(" a  b ")))
	fmt.Printf("%s %s %s\n", bytes.ReplaceAll(b, []byte(","), []byte(";")), bytes.Join([][]byte{[]byte("x"), []byte("y")}, []byte("+")), bytes.Trim([]byte("xxaxx"), "x"))
	fmt.Println(bytes.Runes([]byte("é世")), string(bytes.Map(func(r rune) rune { return r + 1 }, []byte("HAL"))), bytes.Title([]byte("x"))[0])
	before, after, ok := bytes.Cut([]byte("k=v"), []byte("="))
	fmt.Printf("%s %s %t\n", before, after, ok)
	part := bytes.Split(b, []byte(","))[0]
	part[0] = 'O'
	fmt.Println(string(b[:3]), cap(part))
	clone := bytes.Clone(part)
	clone[0] = 'X'
	fmt.Println(string(part), string(clone))
}
