// The interfaces of io: one's own readers and writers, Copy, ReadAll, Pipe, MultiWriter, LimitReader, EOF.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

type upper struct{ w io.Writer }

func (u upper) Write(p []byte) (int, error) { return u.w.Write(bytes.ToUpper(p)) }

type countdown int

func (c *countdown) Read(p []byte) (int, error) {
	if *c == 0 {
		return 0, io.EOF
	}
	*c--
	return copy(p, fmt.Sprint(int(*c), " ")), nil
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("broken pipe") }

func main() {
	fmt.Fprintf(upper{os.Stdout}, "%s %d\n", "shout", 1)
	c := countdown(5)
	data, err := io.ReadAll(&c)
	fmt.Printf("%q %v\n", data, err)
	_, err = io.ReadAll(broken{})
	fmt.Println(err)
	n, err := io.Copy(os.Stdout, strings.NewReader("copied\n"))
	fmt.Println(n, err)
	var a, b strings.Builder
	io.WriteString(io.MultiWriter(&a, upper{&b}), "both")
	fmt.Println(a.String(), b.String())
	limited, _ := io.ReadAll(io.LimitReader(strings.NewReader("0123456789"), 4))
	fmt.Println(string(limited))
	r, w := io.Pipe()
	go func() {
		fmt.Fprint(w, "through ", "the pipe")
		w.Close()
	}()
	piped, err := io.ReadAll(r)
	fmt.Println(string(piped), err)
	_, err = io.ReadFull(strings.NewReader("ab"), make([]byte, 3))
	fmt.Println(err, io.EOF, err == io.ErrUnexpectedEOF)
	fmt.Fprintln(io.Discard, "nothing")
	var tee strings.Builder
	io.ReadAll(io.TeeReader(strings.NewReader("tee"), &tee))
	fmt.Println(tee.String())
}
