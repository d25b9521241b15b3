// A Buffer that is written to and read from.
package main

import (
	"bytes"
	"fmt"
	"io"
)

func main() {
	var b bytes.Buffer
	b.WriteString("hello ")
	b.Write([]byte("world"))
	b.WriteByte('!')
	b.WriteRune('世')
	fmt.Fprintf(&b, " %d\n", 42)
	fmt.Println(b.Len(), b.String() == "hello world!世 42\n")
	p := make([]byte, 5)
	n, err := b.Read(p)
	fmt.Println(n, err, string(p), b.Len())
	c, _ := b.ReadByte()
	fmt.Printf("%q %v\n", c, b.UnreadByte())
	word, err := b.ReadString('!')
	fmt.Printf("%q %v\n", word, err)
	r, size, err := b.ReadRune()
	fmt.Println(string(r), size, err)
	fmt.Printf("%q\n", b.Next(3))
	line, err := b.ReadBytes('x')
	fmt.Printf("%q %v\n", line, err)
	_, err = b.Read(p)
	fmt.Println(err == io.EOF, b.Len())
	b.Reset()
	b.WriteString("abcdef")
	b.Truncate(3)
	fmt.Println(b.String())
	other := bytes.NewBufferString("start ")
	n64, err := other.ReadFrom(&b)
	fmt.Println(n64, err, other.String(), b.Len())
	var sink bytes.Buffer
	n64, err = other.WriteTo(&sink)
	fmt.Println(n64, err, sink.String())
	var none *bytes.Buffer
	fmt.Println(none.String())
}
