// Package strings works on texts.
package strings

import (
	"errors"
	"io"
	"iter"
	"unicode"
	"unicode/utf8"
)

const lacks = "ToLowerSpecial ToTitleSpecial ToUpperSpecial"

// The machine's: the first and the last place of substr in s, or -1.
func Index(s, substr string) int
func LastIndex(s, substr string) int

// indexFrom is the first index that is not before from, so that whoever searches on need not cut off what is behind.
func indexFrom(s, substr string, from int) int

func Contains(s, substr string) bool                { return Index(s, substr) >= 0 }
func ContainsAny(s, chars string) bool              { return IndexAny(s, chars) >= 0 }
func ContainsRune(s string, r rune) bool            { return IndexRune(s, r) >= 0 }
func ContainsFunc(s string, f func(rune) bool) bool { return IndexFunc(s, f) >= 0 }
func HasPrefix(s, prefix string) bool               { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }
func HasSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && s[len(s)-len(suffix):] == suffix
}
func IndexByte(s string, c byte) int               { return Index(s, string([]byte{c})) }
func LastIndexByte(s string, c byte) int           { return LastIndex(s, string([]byte{c})) }
func IndexAny(s, chars string) int                 { return IndexFunc(s, in(chars)) }
func LastIndexAny(s, chars string) int             { return LastIndexFunc(s, in(chars)) }
func Clone(s string) string                        { return s }
func Replace(s, old, new string, n int) string     { return replace(s, old, new, n) }
func ReplaceAll(s, old, new string) string         { return replace(s, old, new, -1) }
func Split(s, sep string) []string                 { return split(s, sep, 0, -1) }
func SplitN(s, sep string, n int) []string         { return split(s, sep, 0, n) }
func SplitAfter(s, sep string) []string            { return split(s, sep, len(sep), -1) }
func SplitAfterN(s, sep string, n int) []string    { return split(s, sep, len(sep), n) }
func SplitSeq(s, sep string) iter.Seq[string]      { return splitSeq(s, sep, 0) }
func SplitAfterSeq(s, sep string) iter.Seq[string] { return splitSeq(s, sep, len(sep)) }
func Fields(s string) []string                     { return FieldsFunc(s, unicode.IsSpace) }
func FieldsSeq(s string) iter.Seq[string]          { return FieldsFuncSeq(s, unicode.IsSpace) }
func ToUpper(s string) string                      { return Map(unicode.ToUpper, s) }
func ToLower(s string) string                      { return Map(unicode.ToLower, s) }
func ToTitle(s string) string                      { return Map(unicode.ToTitle, s) }
func TrimSpace(s string) string                    { return TrimFunc(s, unicode.IsSpace) }
func Trim(s, cutset string) string                 { return TrimFunc(s, in(cutset)) }
func TrimLeft(s, cutset string) string             { return TrimLeftFunc(s, in(cutset)) }
func TrimRight(s, cutset string) string            { return TrimRightFunc(s, in(cutset)) }
func TrimFunc(s string, f func(rune) bool) string  { return TrimRightFunc(TrimLeftFunc(s, f), f) }

// in is whether a rune is one of these.
func in(chars string) func(rune) bool {
	return func(r rune) bool {
		for _, c := range chars {
			if c == r {
				return true
			}
		}
		return false
	}
}

func Compare(a, b string) int {
	if a == b {
		return 0
	}
	if a < b {
		return -1
	}
	return 1
}

// Count is how often substr is in s without overlapping.
func Count(s, substr string) int {
	n := 0
	if substr == "" {
		return utf8.RuneCountInString(s) + 1
	}
	for from := 0; ; n++ {
		at := indexFrom(s, substr, from)
		if at < 0 {
			return n
		}
		from = at + len(substr)
	}
}

func IndexRune(s string, r rune) int {
	if !utf8.ValidRune(r) {
		return -1
	}
	if r == utf8.RuneError {
		return IndexFunc(s, func(c rune) bool { return c == r })
	}
	return Index(s, string(r))
}

func IndexFunc(s string, f func(rune) bool) int {
	for i, r := range s {
		if f(r) {
			return i
		}
	}
	return -1
}

func LastIndexFunc(s string, f func(rune) bool) int {
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
		if f(r) {
			return len(s)
		}
	}
	return -1
}

func TrimLeftFunc(s string, f func(rune) bool) string {
	for i, r := range s {
		if !f(r) {
			return s[i:]
		}
	}
	return ""
}

func TrimRightFunc(s string, f func(rune) bool) string {
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if !f(r) {
			break
		}
		s = s[:len(s)-size]
	}
	return s
}

func TrimPrefix(s, prefix string) string {
	s, _ = CutPrefix(s, prefix)
	return s
}

func TrimSuffix(s, suffix string) string {
	s, _ = CutSuffix(s, suffix)
	return s
}

func CutPrefix(s, prefix string) (after string, found bool) {
	if HasPrefix(s, prefix) {
		return s[len(prefix):], true
	}
	return s, false
}

func CutSuffix(s, suffix string) (before string, found bool) {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)], true
	}
	return s, false
}

func Cut(s, sep string) (before, after string, found bool) {
	if at := Index(s, sep); at >= 0 {
		return s[:at], s[at+len(sep):], true
	}
	return s, "", false
}

func CutLast(s, sep string) (before, after string, found bool) {
	if at := LastIndex(s, sep); at >= 0 {
		return s[:at], s[at+len(sep):], true
	}
	return s, "", false
}

// EqualFold is whether both are equal but for upper and lower case.
func EqualFold(s, t string) bool {
	for s != "" && t != "" {
		a, n := utf8.DecodeRuneInString(s)
		b, m := utf8.DecodeRuneInString(t)
		if a != b && fold(a) != fold(b) {
			return false
		}
		s, t = s[n:], t[m:]
	}
	return s == t
}

func fold(r rune) rune {
	switch r {
	case 'İ', 'ı':
		return r
	case 'ΐ':
		return 'ΐ'
	case 'ΰ':
		return 'ΰ'
	case 'ﬅ':
		return 'ﬆ'
	}
	return unicode.ToLower(unicode.ToUpper(r))
}

// split keeps so many bytes of sep with what is before it.
func split(s, sep string, keep, n int) []string {
	if n == 0 {
		return nil
	}
	if n < 0 || n > len(s) {
		n = len(s) + 1
	}
	n = min(n, Count(s, sep)+1)
	if sep == "" {
		n = min(n, utf8.RuneCountInString(s))
	}
	parts, from := make([]string, 0, n), 0
	for len(parts) < n-1 {
		at := next(s, sep, from)
		parts = append(parts, s[from:at+keep])
		from = at + len(sep)
	}
	if n > 0 {
		parts = append(parts, s[from:])
	}
	return parts
}

// next is where sep is at from or behind; if it is empty, behind the rune at from.
func next(s, sep string, from int) int {
	if sep == "" {
		_, size := utf8.DecodeRuneInString(s[from:min(len(s), from+utf8.UTFMax)])
		return from + size
	}
	return indexFrom(s, sep, from)
}

func splitSeq(s, sep string, keep int) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, part := range split(s, sep, keep, -1) {
			if !yield(part) {
				return
			}
		}
	}
}

// Lines goes over s by line, each with its newline.
func Lines(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for from := 0; from < len(s); {
			end := indexFrom(s, "\n", from) + 1
			if end == 0 {
				end = len(s)
			}
			if !yield(s[from:end]) {
				return
			}
			from = end
		}
	}
}

// FieldsFunc is the stretches in which f is false.
func FieldsFunc(s string, f func(rune) bool) []string {
	fields := []string{}
	for field := range FieldsFuncSeq(s, f) {
		fields = append(fields, field)
	}
	return fields
}

func FieldsFuncSeq(s string, f func(rune) bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := -1
		for i, r := range s {
			if !f(r) {
				if start < 0 {
					start = i
				}
			} else if start >= 0 {
				if !yield(s[start:i]) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(s[start:])
		}
	}
}

func Join(elems []string, sep string) string {
	var b []byte
	for i, elem := range elems {
		if i > 0 {
			b = append(b, sep...)
		}
		b = append(b, elem...)
	}
	return string(b)
}

func Repeat(s string, count int) string {
	if count < 0 {
		panic("strings: negative Repeat count")
	}
	if s != "" && count > 1<<62/len(s) {
		panic("strings: Repeat output length overflow")
	}
	b := make([]byte, 0, len(s)*count)
	for range count {
		b = append(b, s...)
	}
	return string(b)
}

func replace(s, old, new string, n int) string {
	var b []byte
	from := 0
	for done := 0; done != n && old != new; done++ {
		at := 0
		if old != "" || done > 0 {
			at = next(s, old, from)
		}
		if at < 0 || old == "" && from == len(s) && done > 0 {
			break
		}
		b = append(b, s[from:at]...)
		b = append(b, new...)
		from = at + len(old)
	}
	return string(append(b, s[from:]...))
}

// Map replaces each rune, or leaves it out where mapping is negative.
func Map(mapping func(rune) rune, s string) string {
	var b []byte
	for _, r := range s {
		if r = mapping(r); r >= 0 {
			b = append(b, string(r)...)
		}
	}
	return string(b)
}

// Title is s with a capital at the beginning of each word.
func Title(s string) string {
	before := ' '
	return Map(func(r rune) rune {
		first := before < 0x80 && before != '_' || unicode.IsSpace(before)
		if unicode.IsLetter(before) || unicode.IsDigit(before) {
			first = false
		}
		before = r
		if first {
			return unicode.ToTitle(r)
		}
		return r
	}, s)
}

// ToValidUTF8 puts replacement in the place of each stretch of bytes that are no rune.
func ToValidUTF8(s, replacement string) string {
	var b []byte
	bad := false
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		if r != utf8.RuneError || size > 1 {
			b = append(b, s[:size]...)
			bad = false
		} else if !bad {
			b = append(b, replacement...)
			bad = true
		}
		s = s[size:]
	}
	return string(b)
}

// A Builder makes a string out of pieces.
type Builder struct {
	addr *Builder
	buf  []byte
}

func (b *Builder) add(s string) {
	if b.addr == nil {
		b.addr = b
	} else if b.addr != b {
		panic("strings: illegal use of non-zero Builder copied by value")
	}
	b.buf = append(b.buf, s...)
}

func (b *Builder) String() string { return string(b.buf) }
func (b *Builder) Len() int       { return len(b.buf) }
func (b *Builder) Cap() int       { return cap(b.buf) }
func (b *Builder) Reset()         { *b = Builder{} }

func (b *Builder) Grow(n int) {
	b.add("")
	if n < 0 {
		panic("strings.Builder.Grow: negative count")
	}
	if cap(b.buf)-len(b.buf) < n {
		b.buf = append(make([]byte, 0, 2*cap(b.buf)+n), b.buf...)
	}
}

func (b *Builder) Write(p []byte) (int, error) {
	b.add(string(p))
	return len(p), nil
}

func (b *Builder) WriteString(s string) (int, error) {
	b.add(s)
	return len(s), nil
}

func (b *Builder) WriteByte(c byte) error {
	b.add("")
	b.buf = append(b.buf, c)
	return nil
}

func (b *Builder) WriteRune(r rune) (int, error) {
	s := string(r)
	b.add(s)
	return len(s), nil
}

// A Reader reads a string.
type Reader struct {
	s    string
	at   int64
	last int64 // where the rune read last begins, or -1
}

func NewReader(s string) *Reader { return &Reader{s, 0, -1} }

func (r *Reader) rest() string   { return r.s[min(r.at, int64(len(r.s))):] }
func (r *Reader) Len() int       { return len(r.rest()) }
func (r *Reader) Size() int64    { return int64(len(r.s)) }
func (r *Reader) Reset(s string) { *r = Reader{s, 0, -1} }

func (r *Reader) Read(b []byte) (n int, err error) {
	if r.Len() == 0 {
		return 0, io.EOF
	}
	n = copy(b, r.rest())
	r.at, r.last = r.at+int64(n), -1
	return n, nil
}

func (r *Reader) ReadAt(b []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, errors.New("strings.Reader.ReadAt: negative offset")
	}
	if off >= int64(len(r.s)) {
		return 0, io.EOF
	}
	if n = copy(b, r.s[off:]); n < len(b) {
		err = io.EOF
	}
	return n, err
}

func (r *Reader) Seek(offset int64, whence int) (int64, error) {
	r.last = -1
	switch whence {
	case io.SeekStart:
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += int64(len(r.s))
	default:
		return 0, errors.New("strings.Reader.Seek: invalid whence")
	}
	if offset < 0 {
		return 0, errors.New("strings.Reader.Seek: negative position")
	}
	r.at = offset
	return offset, nil
}

func (r *Reader) ReadByte() (byte, error) {
	r.last = -1
	if r.Len() == 0 {
		return 0, io.EOF
	}
	r.at++
	return r.s[r.at-1], nil
}

func (r *Reader) UnreadByte() error {
	if r.at <= 0 {
		return errors.New("strings.Reader.UnreadByte: at beginning of string")
	}
	r.at, r.last = r.at-1, -1
	return nil
}

func (r *Reader) ReadRune() (ch rune, size int, err error) {
	if r.Len() == 0 {
		r.last = -1
		return 0, 0, io.EOF
	}
	ch, size = utf8.DecodeRuneInString(r.rest())
	r.last = r.at
	r.at += int64(size)
	return ch, size, nil
}

func (r *Reader) UnreadRune() error {
	if r.at <= 0 {
		return errors.New("strings.Reader.UnreadRune: at beginning of string")
	}
	if r.last < 0 {
		return errors.New("strings.Reader.UnreadRune: previous operation was not ReadRune")
	}
	r.at, r.last = r.last, -1
	return nil
}

func (r *Reader) WriteTo(w io.Writer) (n int64, err error) {
	r.last = -1
	s := r.rest()
	if s == "" {
		return 0, nil
	}
	wrote, err := io.WriteString(w, s)
	r.at += int64(wrote)
	if wrote != len(s) && err == nil {
		err = io.ErrShortWrite
	}
	return int64(wrote), err
}

// A Replacer replaces several strings at once.
type Replacer struct{ oldnew []string }

func NewReplacer(oldnew ...string) *Replacer {
	if len(oldnew)%2 == 1 {
		panic("strings.NewReplacer: odd argument count")
	}
	return &Replacer{append([]string(nil), oldnew...)}
}

func (r *Replacer) Replace(s string) string {
	var b []byte
	wasEmpty := false // nothing was replaced by something just now
	for i := 0; i <= len(s); {
		size := -1
		for p := 0; p < len(r.oldnew) && size < 0; p += 2 {
			old := r.oldnew[p]
			if HasPrefix(s[i:], old) && (old != "" || !wasEmpty) {
				size = len(old)
				b = append(b, r.oldnew[p+1]...)
			}
		}
		wasEmpty = size == 0
		if size > 0 {
			i += size
		} else if size < 0 {
			b = append(b, s[i:min(i+1, len(s))]...)
			i++
		}
	}
	return string(b)
}

func (r *Replacer) WriteString(w io.Writer, s string) (n int, err error) {
	return io.WriteString(w, r.Replace(s))
}
