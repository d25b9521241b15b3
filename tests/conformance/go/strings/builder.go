// A Builder grows by every kind of write; a copied one panics. A Reader gives bytes and runes back.
package main

import (
	"fmt"
	"io"
	"strings"
)

func main() {
	var b strings.Builder
	fmt.Println(b.Len(), b.String() == "")
	b.WriteString("héllo")
	b.WriteByte(' ')
	b.WriteRune('世')
	n, err := b.Write([]byte("!!"))
	fmt.Println(n, err, b.Len(), b.String())
	fmt.Fprintf(&b, "%03d", 7)
	for i := range 3 {
		b.WriteString(strings.Repeat(".", i))
	}
	fmt.Println(b.String())
	b.Grow(100)
	fmt.Println(b.Cap() >= 100+b.Len())
	b.Reset()
	fmt.Printf("%q %d\n", b.String(), b.Len())
	func() {
		b.WriteString("x")
		copied := b
		defer func() { fmt.Println(recover()) }()
		copied.WriteString("y")
	}()
	r := strings.NewReader("aé\n")
	c, _ := r.ReadByte()
	letter, size, err := r.ReadRune()
	fmt.Println(c, letter, size, err, r.Len(), r.Size())
	rest, err := io.ReadAll(r)
	fmt.Printf("%q %v\n", rest, err)
	_, err = r.ReadByte()
	fmt.Println(err, err == io.EOF)
}
