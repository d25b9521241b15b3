// A Reader of a string or of bytes that is read at a place and set to one, with its errors.
package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

type reader interface {
	io.ReadSeeker
	io.ReaderAt
	io.ByteScanner
}

func main() {
	for _, r := range []reader{strings.NewReader("hello, 世界"), bytes.NewReader([]byte("hello, 世界"))} {
		b := make([]byte, 4)
		for _, at := range []int64{0, 2, 11, 13, 20, -1} {
			n, err := r.ReadAt(b, at)
			fmt.Printf("%d %q %v %v\n", n, b[:n], err, err == io.EOF)
		}
		for _, to := range [][2]int64{{3, io.SeekStart}, {1, io.SeekCurrent}, {-2, io.SeekEnd}, {-1, io.SeekStart}, {0, 7}, {100, io.SeekStart}, {-100, io.SeekCurrent}} {
			at, err := r.Seek(to[0], int(to[1]))
			n, failed := r.Read(b)
			fmt.Printf("%d %v %q %v\n", at, err, b[:n], failed)
		}
		r.Seek(0, io.SeekStart)
		fmt.Println(r.UnreadByte())
	}
}
