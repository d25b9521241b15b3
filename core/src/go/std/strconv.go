// Package strconv turns numbers into text and back.
package strconv

import (
	"errors"
	"unicode/utf8"
)

const lacks = "FormatComplex ParseComplex"

const IntSize = 64

var (
	ErrRange  = errors.New("value out of range")
	ErrSyntax = errors.New("invalid syntax")
)

// A NumError is a text that is no number.
type NumError struct {
	Func string
	Num  string
	Err  error
}

func (e *NumError) Error() string {
	return "strconv." + e.Func + ": parsing " + Quote(e.Num) + ": " + e.Err.Error()
}
func (e *NumError) Unwrap() error { return e.Err }

// The machine's. parseFloat's problem is 0, 1 for invalid syntax or 2 for out of range. quote takes every rune of s as
// Quote does, with only ASCII or what is graphic left as it is if asked for; with the quote ' it is for one rune.
func formatFloat(f float64, fmt byte, prec, bitSize int) string
func parseFloat(s string, bitSize int) (f float64, problem int)
func quote(s string, quote byte, ascii, graphic bool) string
func IsPrint(r rune) bool

func ParseBool(str string) (bool, error) {
	switch str {
	case "1", "t", "T", "true", "TRUE", "True":
		return true, nil
	case "0", "f", "F", "false", "FALSE", "False":
		return false, nil
	}
	return false, &NumError{"ParseBool", str, ErrSyntax}
}

func FormatBool(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// parse reads digits with a sign, if it may have one; of a text that is too large it gives what is largest in so many bits.
func parse(function, text string, base, bits int) (n uint64, negative bool, err error) {
	problem := func(err error) error { return &NumError{function, text, err} }
	s, signed, base0, prefixed := text, function == "ParseInt", base == 0, false
	if signed && s != "" && (s[0] == '-' || s[0] == '+') {
		negative, s = s[0] == '-', s[1:]
	}
	if s == "" {
		return 0, false, problem(ErrSyntax)
	}
	if base0 {
		base = 10
		if prefixed = s[0] == '0'; prefixed {
			base, s = 8, s[1:]
			if len(s) >= 2 {
				switch s[0] | 0x20 {
				case 'b':
					base, s = 2, s[1:]
				case 'o':
					s = s[1:]
				case 'x':
					base, s = 16, s[1:]
				}
			}
		}
	} else if base < 2 || base > 36 {
		return 0, false, problem(errors.New("invalid base " + Itoa(base)))
	}
	if bits == 0 {
		bits = IntSize
	}
	if bits < 0 || bits > 64 {
		return 0, false, problem(errors.New("invalid bit size " + Itoa(bits)))
	}
	whole := uint64(1)<<bits - 1
	most := whole
	if signed {
		if most >>= 1; negative {
			most++
		}
	}
	lost := false // an underscore stands where none may
	for i := range len(s) {
		digit := uint64(99)
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digit = uint64(c - '0')
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			digit = uint64(c|0x20-'a') + 10
		case c == '_' && base0:
			lost = lost || i == 0 && !prefixed || i+1 == len(s) || s[i+1] == '_'
			continue
		}
		if digit >= uint64(base) {
			return 0, false, problem(ErrSyntax)
		}
		if n > (whole-digit)/uint64(base) || digit > whole {
			// The rest is not looked at.
			return most, negative, problem(ErrRange)
		}
		n = n*uint64(base) + digit
	}
	if lost {
		return 0, false, problem(ErrSyntax)
	}
	if n > most {
		return most, negative, problem(ErrRange)
	}
	return n, negative, nil
}

func ParseUint(s string, base int, bitSize int) (uint64, error) {
	n, _, err := parse("ParseUint", s, base, bitSize)
	return n, err
}

func ParseInt(s string, base int, bitSize int) (i int64, err error) {
	n, negative, err := parse("ParseInt", s, base, bitSize)
	if negative {
		n = -n
	}
	return int64(n), err
}

func Atoi(s string) (int, error) {
	n, err := ParseInt(s, 10, 0)
	if e, ok := err.(*NumError); ok {
		e.Func = "Atoi"
	}
	return int(n), err
}

func ParseFloat(s string, bitSize int) (float64, error) {
	f, problem := parseFloat(s, bitSize)
	switch problem {
	case 1:
		return 0, &NumError{"ParseFloat", s, ErrSyntax}
	case 2:
		return f, &NumError{"ParseFloat", s, ErrRange}
	}
	return f, nil
}

func FormatUint(i uint64, base int) string {
	if base < 2 || base > 36 {
		panic("strconv: illegal AppendInt/FormatInt base")
	}
	digits := make([]byte, 64)
	at := len(digits)
	for {
		at--
		digits[at] = "0123456789abcdefghijklmnopqrstuvwxyz"[i%uint64(base)]
		if i /= uint64(base); i == 0 {
			return string(digits[at:])
		}
	}
}

func FormatInt(i int64, base int) string {
	if i < 0 {
		return "-" + FormatUint(-uint64(i), base)
	}
	return FormatUint(uint64(i), base)
}

func FormatFloat(f float64, fmt byte, prec, bitSize int) string {
	if bitSize != 32 && bitSize != 64 {
		panic("strconv: illegal AppendFloat/FormatFloat bitSize")
	}
	return formatFloat(f, fmt, prec, bitSize)
}

func Itoa(i int) string { return FormatInt(int64(i), 10) }

func AppendInt(dst []byte, i int64, base int) []byte   { return append(dst, FormatInt(i, base)...) }
func AppendUint(dst []byte, i uint64, base int) []byte { return append(dst, FormatUint(i, base)...) }
func AppendBool(dst []byte, b bool) []byte             { return append(dst, FormatBool(b)...) }
func AppendQuote(dst []byte, s string) []byte          { return append(dst, Quote(s)...) }
func AppendQuoteRune(dst []byte, r rune) []byte        { return append(dst, QuoteRune(r)...) }

func AppendQuoteToASCII(dst []byte, s string) []byte   { return append(dst, QuoteToASCII(s)...) }
func AppendQuoteToGraphic(dst []byte, s string) []byte { return append(dst, QuoteToGraphic(s)...) }
func AppendQuoteRuneToASCII(dst []byte, r rune) []byte { return append(dst, QuoteRuneToASCII(r)...) }
func AppendQuoteRuneToGraphic(dst []byte, r rune) []byte {
	return append(dst, QuoteRuneToGraphic(r)...)
}
func AppendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte {
	return append(dst, FormatFloat(f, fmt, prec, bitSize)...)
}

func Quote(s string) string            { return quote(s, '"', false, false) }
func QuoteToASCII(s string) string     { return quote(s, '"', true, false) }
func QuoteToGraphic(s string) string   { return quote(s, '"', false, true) }
func QuoteRune(r rune) string          { return quote(string(r), '\'', false, false) }
func QuoteRuneToASCII(r rune) string   { return quote(string(r), '\'', true, false) }
func QuoteRuneToGraphic(r rune) string { return quote(string(r), '\'', false, true) }

// IsGraphic is IsPrint, and the spaces.
func IsGraphic(r rune) bool {
	switch r {
	case 0xA0, 0x1680, 0x202f, 0x205f, 0x3000:
		return true
	}
	return IsPrint(r) || r >= 0x2000 && r <= 0x200a
}

// CanBackquote is whether s can stand between backquotes.
func CanBackquote(s string) bool {
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		if size == 1 && (r == utf8.RuneError || r < ' ' && r != '\t' || r == '`' || r == 0x7F) || r == '\uFEFF' {
			return false
		}
		s = s[size:]
	}
	return true
}

// Unquote is what a quoted Go string or rune stands for.
func Unquote(s string) (string, error) {
	if len(s) < 2 || s[0] != s[len(s)-1] {
		return "", ErrSyntax
	}
	mark, s := s[0], s[1:len(s)-1]
	var b []byte
	switch mark {
	case '`':
		for i := range len(s) {
			if s[i] == '`' {
				return "", ErrSyntax
			}
			if s[i] != '\r' {
				b = append(b, s[i])
			}
		}
		return string(b), nil
	case '"', '\'':
	default:
		return "", ErrSyntax
	}
	for n := 0; s != ""; n++ {
		r, multibyte, tail, err := UnquoteChar(s, mark)
		if err != nil || mark == '\'' && n > 0 {
			return "", ErrSyntax
		}
		if s[0] == '\n' {
			return "", ErrSyntax
		}
		s = tail
		if multibyte || r < utf8.RuneSelf {
			b = append(b, string(r)...)
		} else {
			b = append(b, byte(r))
		}
	}
	return string(b), nil
}

// UnquoteChar reads the first character, or what is escaped, of what stands between quotes.
func UnquoteChar(s string, quote byte) (value rune, multibyte bool, tail string, err error) {
	if s == "" || s[0] == quote && (quote == '\'' || quote == '"') {
		return 0, false, "", ErrSyntax
	}
	if s[0] != '\\' {
		r, size := utf8.DecodeRuneInString(s)
		return r, r >= utf8.RuneSelf, s[size:], nil
	}
	if len(s) == 1 {
		return 0, false, "", ErrSyntax
	}
	c := s[1]
	s = s[2:]
	for i, letter := range `abfnrtv\` {
		if rune(c) == letter {
			return rune("\a\b\f\n\r\t\v\\"[i]), false, s, nil
		}
	}
	digits, base := 0, 16
	switch c {
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	case '0', '1', '2', '3', '4', '5', '6', '7':
		digits, base, s = 3, 8, string(c)+s
	case '\'', '"':
		if c != quote {
			return 0, false, "", ErrSyntax
		}
		return rune(c), false, s, nil
	}
	if digits == 0 || len(s) < digits {
		return 0, false, "", ErrSyntax
	}
	n, err := ParseUint(s[:digits], base, 32)
	byBytes := c == 'x' || base == 8
	if err != nil || base == 8 && n > 255 || !byBytes && !utf8.ValidRune(rune(n)) {
		return 0, false, "", ErrSyntax
	}
	return rune(n), !byBytes, s[digits:], nil
}

// QuotedPrefix is the quoted string that s begins with.
func QuotedPrefix(s string) (string, error) {
	if s == "" || s[0] != '"' && s[0] != '\'' && s[0] != '`' {
		return "", ErrSyntax
	}
	mark, rest := s[0], s[1:]
	for n := 0; rest != "" && rest[0] != mark && (mark != '\'' || n == 0); n++ {
		tail, err := rest[1:], error(nil)
		if mark != '`' {
			_, _, tail, err = UnquoteChar(rest, mark)
		}
		if err != nil || mark != '`' && rest[0] == '\n' {
			return "", ErrSyntax
		}
		rest = tail
	}
	if rest == "" || rest[0] != mark {
		return "", ErrSyntax
	}
	return s[:len(s)-len(rest)+1], nil
}
