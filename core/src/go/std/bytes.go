// Package bytes does for bytes what strings does for texts, by way of it.
package bytes

import (
	"errors"
	"io"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

const lacks = "ToLowerSpecial ToTitleSpecial ToUpperSpecial"

func Equal(a, b []byte) bool                          { return string(a) == string(b) }
func Compare(a, b []byte) int                         { return strings.Compare(string(a), string(b)) }
func Contains(b, subslice []byte) bool                { return Index(b, subslice) >= 0 }
func ContainsAny(b []byte, chars string) bool         { return IndexAny(b, chars) >= 0 }
func ContainsRune(b []byte, r rune) bool              { return IndexRune(b, r) >= 0 }
func ContainsFunc(b []byte, f func(rune) bool) bool   { return IndexFunc(b, f) >= 0 }
func Count(s, sep []byte) int                         { return strings.Count(string(s), string(sep)) }
func EqualFold(s, t []byte) bool                      { return strings.EqualFold(string(s), string(t)) }
func HasPrefix(s, prefix []byte) bool                 { return len(s) >= len(prefix) && Equal(s[:len(prefix)], prefix) }
func HasSuffix(s, suffix []byte) bool                 { return strings.HasSuffix(string(s), string(suffix)) }
func Index(s, sep []byte) int                         { return strings.Index(string(s), string(sep)) }
func IndexAny(s []byte, chars string) int             { return strings.IndexAny(string(s), chars) }
func IndexByte(b []byte, c byte) int                  { return strings.IndexByte(string(b), c) }
func IndexFunc(s []byte, f func(r rune) bool) int     { return strings.IndexFunc(string(s), f) }
func IndexRune(s []byte, r rune) int                  { return strings.IndexRune(string(s), r) }
func LastIndex(s, sep []byte) int                     { return strings.LastIndex(string(s), string(sep)) }
func LastIndexAny(s []byte, chars string) int         { return strings.LastIndexAny(string(s), chars) }
func LastIndexByte(s []byte, c byte) int              { return strings.LastIndexByte(string(s), c) }
func LastIndexFunc(s []byte, f func(r rune) bool) int { return strings.LastIndexFunc(string(s), f) }
func Map(mapping func(r rune) rune, s []byte) []byte  { return []byte(strings.Map(mapping, string(s))) }
func Replace(s, old, new []byte, n int) []byte {
	replaced := strings.Replace(string(s), string(old), string(new), n)
	if replaced == string(s) && (n == 0 || len(old) > 0) {
		return append([]byte(nil), s...)
	}
	return []byte(replaced)
}
func ReplaceAll(s, old, new []byte) []byte { return Replace(s, old, new, -1) }
func Runes(s []byte) []rune                { return []rune(string(s)) }
func Title(s []byte) []byte                { return []byte(strings.Title(string(s))) }
func ToLower(s []byte) []byte              { return Map(unicode.ToLower, s) }
func ToUpper(s []byte) []byte              { return Map(unicode.ToUpper, s) }
func ToTitle(s []byte) []byte              { return Map(unicode.ToTitle, s) }
func ToValidUTF8(s, replacement []byte) []byte {
	return []byte(strings.ToValidUTF8(string(s), string(replacement)))
}

func Clone(b []byte) []byte {
	if b == nil {
		return nil
	}
	return append([]byte{}, b...)
}

func Repeat(b []byte, count int) []byte {
	if count < 0 {
		panic("bytes: negative Repeat count")
	}
	return []byte(strings.Repeat(string(b), count))
}

func Join(s [][]byte, sep []byte) []byte {
	all := []byte{}
	for i, part := range s {
		if i > 0 {
			all = append(all, sep...)
		}
		all = append(all, part...)
	}
	return all
}

func TrimLeftFunc(s []byte, f func(r rune) bool) []byte {
	rest := strings.TrimLeftFunc(string(s), f)
	if rest == "" {
		return nil
	}
	return s[len(s)-len(rest):]
}

func TrimRightFunc(s []byte, f func(r rune) bool) []byte {
	return s[:len(strings.TrimRightFunc(string(s), f))]
}

func TrimFunc(s []byte, f func(r rune) bool) []byte { return TrimRightFunc(TrimLeftFunc(s, f), f) }

func in(cutset string) func(rune) bool {
	return func(r rune) bool { return strings.ContainsRune(cutset, r) }
}

// trimmed is nil where nothing is left.
func trimmed(s []byte) []byte {
	if len(s) == 0 {
		return nil
	}
	return s
}

func Trim(s []byte, cutset string) []byte      { return trimmed(TrimFunc(s, in(cutset))) }
func TrimLeft(s []byte, cutset string) []byte  { return TrimLeftFunc(s, in(cutset)) }
func TrimRight(s []byte, cutset string) []byte { return TrimRightFunc(s, in(cutset)) }
func TrimSpace(s []byte) []byte                { return trimmed(TrimFunc(s, unicode.IsSpace)) }
func TrimPrefix(s, prefix []byte) []byte {
	s, _ = CutPrefix(s, prefix)
	return s
}
func TrimSuffix(s, suffix []byte) []byte {
	s, _ = CutSuffix(s, suffix)
	return s
}
func CutPrefix(s, prefix []byte) (after []byte, found bool) {
	if HasPrefix(s, prefix) {
		return s[len(prefix):], true
	}
	return s, false
}
func CutSuffix(s, suffix []byte) (before []byte, found bool) {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)], true
	}
	return s, false
}

func cut(s, sep []byte, at int) (before, after []byte, found bool) {
	if at < 0 {
		return s, nil, false
	}
	return s[:at], s[at+len(sep):], true
}
func Cut(s, sep []byte) (before, after []byte, found bool)     { return cut(s, sep, Index(s, sep)) }
func CutLast(s, sep []byte) (before, after []byte, found bool) { return cut(s, sep, LastIndex(s, sep)) }

// parts is those parts of s that texts are, which lie in it one after another with gaps between them.
func parts(s []byte, texts []string, gap int) [][]byte {
	all := make([][]byte, 0, len(texts))
	for _, text := range texts {
		all = append(all, s[:len(text):len(text)])
		s = s[min(len(text)+gap, len(s)):]
	}
	return all
}

func Split(s, sep []byte) [][]byte      { return SplitN(s, sep, -1) }
func SplitAfter(s, sep []byte) [][]byte { return SplitAfterN(s, sep, -1) }
func SplitN(s, sep []byte, n int) [][]byte {
	if n == 0 {
		return nil
	}
	return openEnd(s, sep, n, parts(s, strings.SplitN(string(s), string(sep), n), len(sep)))
}
func SplitAfterN(s, sep []byte, n int) [][]byte {
	if n == 0 {
		return nil
	}
	return openEnd(s, sep, n, parts(s, strings.SplitAfterN(string(s), string(sep), n), 0))
}

// openEnd gives the last part all the room behind it, unless it is a rune of which Go found out that it is the last.
func openEnd(s, sep []byte, n int, all [][]byte) [][]byte {
	if n < 0 || n > len(s) {
		n = len(s)
	}
	if last := len(all) - 1; last >= 0 && (len(sep) > 0 || last == n-1) {
		all[last] = s[len(s)-len(all[last]):]
	}
	return all
}

func FieldsFunc(s []byte, f func(rune) bool) [][]byte {
	all := [][]byte{}
	for field := range FieldsFuncSeq(s, f) {
		all = append(all, field)
	}
	return all
}
func Fields(s []byte) [][]byte { return FieldsFunc(s, unicode.IsSpace) }

func FieldsSeq(s []byte) iter.Seq[[]byte] { return FieldsFuncSeq(s, unicode.IsSpace) }
func FieldsFuncSeq(s []byte, f func(rune) bool) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for at := 0; ; {
			start := strings.IndexFunc(string(s[at:]), func(r rune) bool { return !f(r) })
			if start < 0 {
				return
			}
			start += at
			size := IndexFunc(s[start:], f)
			if size < 0 {
				size = len(s) - start
			}
			at = start + size
			if !yield(s[start:at:at]) {
				return
			}
		}
	}
}

func SplitSeq(s, sep []byte) iter.Seq[[]byte]      { return each(Split(s, sep)) }
func SplitAfterSeq(s, sep []byte) iter.Seq[[]byte] { return each(SplitAfter(s, sep)) }

// Lines goes over s by line, each with its newline.
func Lines(s []byte) iter.Seq[[]byte] {
	lines := SplitAfter(s, []byte("\n"))
	if last := len(lines) - 1; len(lines[last]) == 0 {
		lines = lines[:last]
	}
	return each(lines)
}

func each(all [][]byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for _, part := range all {
			if !yield(part[:len(part):len(part)]) {
				return
			}
		}
	}
}

const MinRead = 512

var ErrTooLarge = errors.New("bytes.Buffer: too large")

// A Buffer is written at its end and read from its beginning.
type Buffer struct {
	buf  []byte
	off  int
	last int // what can be unread: the size of a rune, or 1 for a byte as -1
}

func NewBuffer(buf []byte) *Buffer        { return &Buffer{buf: buf} }
func NewBufferString(s string) *Buffer    { return &Buffer{buf: []byte(s)} }
func (b *Buffer) Bytes() []byte           { return b.buf[b.off:] }
func (b *Buffer) Len() int                { return len(b.buf) - b.off }
func (b *Buffer) Cap() int                { return cap(b.buf) }
func (b *Buffer) Available() int          { return cap(b.buf) - len(b.buf) }
func (b *Buffer) AvailableBuffer() []byte { return b.buf[len(b.buf):] }

func (b *Buffer) String() string {
	if b == nil {
		return "<nil>"
	}
	return string(b.buf[b.off:])
}

func (b *Buffer) Reset() { b.buf, b.off, b.last = b.buf[:0], 0, 0 }

func (b *Buffer) Truncate(n int) {
	if n == 0 {
		b.Reset()
		return
	}
	b.last = 0
	if n < 0 || n > b.Len() {
		panic("bytes.Buffer: truncation out of range")
	}
	b.buf = b.buf[:b.off+n]
}

func (b *Buffer) Grow(n int) {
	if n < 0 {
		panic("bytes.Buffer.Grow: negative count")
	}
	b.last = 0
	if b.Available() < n {
		b.buf, b.off = append(make([]byte, 0, 2*cap(b.buf)+n), b.buf[b.off:]...), 0
	}
}

func (b *Buffer) add(s string) int {
	if b.off == len(b.buf) {
		b.Reset()
	}
	b.last = 0
	b.buf = append(b.buf, s...)
	return len(s)
}

func (b *Buffer) Write(p []byte) (n int, err error)       { return b.add(string(p)), nil }
func (b *Buffer) WriteString(s string) (n int, err error) { return b.add(s), nil }
func (b *Buffer) WriteRune(r rune) (n int, err error)     { return b.add(string(r)), nil }
func (b *Buffer) WriteByte(c byte) error {
	b.add(string([]byte{c}))
	return nil
}

func (b *Buffer) ReadFrom(r io.Reader) (n int64, err error) {
	all, err := io.ReadAll(r)
	return int64(b.add(string(all))), err
}

func (b *Buffer) WriteTo(w io.Writer) (n int64, err error) {
	b.last = 0
	if all := b.Bytes(); len(all) > 0 {
		wrote, err := w.Write(all)
		if wrote > len(all) {
			panic("bytes.Buffer.WriteTo: invalid Write count")
		}
		b.off += wrote
		if err != nil {
			return int64(wrote), err
		}
		if wrote < len(all) {
			return int64(wrote), io.ErrShortWrite
		}
		n = int64(wrote)
	}
	b.Reset()
	return n, nil
}

// atEnd empties the buffer if there is nothing left to read.
func (b *Buffer) atEnd() bool {
	b.last = 0
	if b.off < len(b.buf) {
		return false
	}
	b.Reset()
	return true
}

func (b *Buffer) Read(p []byte) (n int, err error) {
	if b.atEnd() {
		if len(p) == 0 {
			return 0, nil
		}
		return 0, io.EOF
	}
	n = copy(p, b.Bytes())
	b.off += n
	if n > 0 {
		b.last = -1
	}
	return n, nil
}

func (b *Buffer) Peek(n int) ([]byte, error) {
	if b.Len() < n {
		return b.Bytes(), io.EOF
	}
	return b.buf[b.off : b.off+n], nil
}

func (b *Buffer) Next(n int) []byte {
	b.last = 0
	part := b.Bytes()[:min(n, b.Len())]
	b.off += len(part)
	if len(part) > 0 {
		b.last = -1
	}
	return part
}

func (b *Buffer) ReadByte() (byte, error) {
	if b.atEnd() {
		return 0, io.EOF
	}
	b.off++
	b.last = -1
	return b.buf[b.off-1], nil
}

func (b *Buffer) ReadRune() (r rune, size int, err error) {
	if b.atEnd() {
		return 0, 0, io.EOF
	}
	r, size = utf8.DecodeRune(b.Bytes())
	b.off += size
	b.last = size
	return r, size, nil
}

func (b *Buffer) UnreadRune() error {
	if b.last <= 0 {
		return errors.New("bytes.Buffer: UnreadRune: previous operation was not a successful ReadRune")
	}
	b.off -= b.last
	b.last = 0
	return nil
}

func (b *Buffer) UnreadByte() error {
	if b.last == 0 {
		return errors.New("bytes.Buffer: UnreadByte: previous operation was not a successful read")
	}
	b.last = 0
	if b.off > 0 {
		b.off--
	}
	return nil
}

func (b *Buffer) ReadBytes(delim byte) (line []byte, err error) {
	size := IndexByte(b.Bytes(), delim) + 1
	if size == 0 {
		size, err = b.Len(), io.EOF
	}
	line = append(line, b.Bytes()[:size]...)
	b.off += size
	b.last = -1
	return line, err
}

func (b *Buffer) ReadString(delim byte) (line string, err error) {
	bytes, err := b.ReadBytes(delim)
	return string(bytes), err
}

// A Reader reads bytes.
type Reader struct{ strings.Reader }

func NewReader(b []byte) *Reader { return &Reader{*strings.NewReader(string(b))} }

func (r *Reader) Reset(b []byte) { r.Reader.Reset(string(b)) }

func (r *Reader) UnreadByte() error { return renamed(r.Reader.UnreadByte()) }
func (r *Reader) UnreadRune() error { return renamed(r.Reader.UnreadRune()) }

func (r *Reader) ReadAt(b []byte, off int64) (n int, err error) {
	n, err = r.Reader.ReadAt(b, off)
	return n, renamed(err)
}

func (r *Reader) Seek(offset int64, whence int) (int64, error) {
	at, err := r.Reader.Seek(offset, whence)
	return at, renamed(err)
}

// renamed says an error of a strings.Reader as ours.
func renamed(err error) error {
	if err == nil || err == io.EOF {
		return err
	}
	return errors.New(strings.NewReplacer("strings.", "bytes.", "of string", "of slice").Replace(err.Error()))
}
