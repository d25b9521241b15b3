// Package fmt prints and scans.
package fmt

import (
	"errors"
	"internal/lockstep"
	"internal/plain"
	"io"
	"os"
)

const lacks = "ScanState Scanner"

type Stringer interface{ String() string }
type GoStringer interface{ GoString() string }

// State is what a Formatter writes to.
type State interface {
	Write(b []byte) (n int, err error)
	Width() (wid int, ok bool)
	Precision() (prec int, ok bool)
	Flag(c int) bool
}
type Formatter interface{ Format(f State, verb rune) }

// Which function formats.
const (
	asPrint = iota
	asPrintln
	asPrintf
	asErrorf // asPrintf, where %w is %v for an error
)

// Which method of an operand is wanted.
const (
	none = iota
	callError
	callString
	callGoString
	callFormat
)

// A wish is a method that the formatter cannot go on without, and the directive that it came to.
type wish struct {
	method           int
	operand          any
	verb             rune
	flags            string // of "+-# 0"
	width, precision int    // -1 if there is none
}

// An answer is what the method returned. Finished text stands as it is, other text is yet to be padded, quoted and so on.
type answer struct {
	text     string
	finished bool
}

// format is the machine's formatter. It never calls anything: where an operand, or a part of one that is not reached
// through an unexported field, has one of the methods above, it takes the next of the answers, and when those are used
// up it gives back the wish for one more; then its text means nothing.
func format(how int, layout string, operands []any, answers []answer) (text string, next wish)

// wrapped is which operands the layout has as %w: each once, ascending.
func wrapped(layout string, operands []any) []int

// text formats, and calls the methods that are wanted.
func text(how int, layout string, operands []any) string {
	var answers []answer
	for {
		text, next := format(how, layout, operands, answers)
		if next.method == none {
			return text
		}
		answers = append(answers, next.answer())
	}
}

func (w *wish) answer() (a answer) {
	name := ""
	defer func() {
		if name == "" {
			return
		}
		problem := recover()
		a = answer{"<nil>", true}
		if !lockstep.IsNil(w.operand) {
			a.text = "%!" + string(w.verb) + "(PANIC=" + name + " method: " + Sprint(problem) + ")"
		}
	}()
	switch w.method {
	case callError:
		name = "Error"
		a.text = w.operand.(error).Error()
	case callString:
		name = "String"
		a.text = w.operand.(Stringer).String()
	case callGoString:
		name = "GoString"
		a.text = w.operand.(GoStringer).GoString()
	case callFormat:
		name = "Format"
		s := &state{w: w}
		w.operand.(Formatter).Format(s, w.verb)
		a = answer{string(s.out), true}
	}
	name = ""
	return a
}

type state struct {
	w   *wish
	out []byte
}

func (s *state) Write(b []byte) (int, error) {
	s.out = append(s.out, b...)
	return len(b), nil
}
func (s *state) WriteString(text string) (int, error) {
	s.out = append(s.out, text...)
	return len(text), nil
}
func (s *state) Width() (int, bool)     { return max(s.w.width, 0), s.w.width >= 0 }
func (s *state) Precision() (int, bool) { return max(s.w.precision, 0), s.w.precision >= 0 }
func (s *state) Flag(c int) bool {
	for _, flag := range s.w.flags {
		if int(flag) == c {
			return true
		}
	}
	return false
}

// FormatString is the directive that a Formatter was called for.
func FormatString(state State, verb rune) string {
	directive := "%"
	for _, flag := range " +-#0" {
		if state.Flag(int(flag)) {
			directive += string(flag)
		}
	}
	if width, ok := state.Width(); ok {
		directive += Sprint(width)
	}
	if precision, ok := state.Precision(); ok {
		directive += "." + Sprint(precision)
	}
	return directive + string(verb)
}

func Sprint(a ...any) string                 { return text(asPrint, "", a) }
func Sprintln(a ...any) string               { return text(asPrintln, "", a) }
func Sprintf(format string, a ...any) string { return text(asPrintf, format, a) }

func Fprint(w io.Writer, a ...any) (n int, err error) { return w.Write([]byte(text(asPrint, "", a))) }
func Fprintln(w io.Writer, a ...any) (n int, err error) {
	return w.Write([]byte(text(asPrintln, "", a)))
}
func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	return w.Write([]byte(text(asPrintf, format, a)))
}

func Print(a ...any) (n int, err error)   { return os.Stdout.WriteString(text(asPrint, "", a)) }
func Println(a ...any) (n int, err error) { return os.Stdout.WriteString(text(asPrintln, "", a)) }
func Printf(format string, a ...any) (n int, err error) {
	return os.Stdout.WriteString(text(asPrintf, format, a))
}

func Append(b []byte, a ...any) []byte   { return plain.Append(b, text(asPrint, "", a)) }
func Appendln(b []byte, a ...any) []byte { return plain.Append(b, text(asPrintln, "", a)) }
func Appendf(b []byte, format string, a ...any) []byte {
	return plain.Append(b, text(asPrintf, format, a))
}

type wrapError struct {
	msg string
	err error
}

func (e *wrapError) Error() string { return e.msg }
func (e *wrapError) Unwrap() error { return e.err }

type wrapErrors struct {
	msg  string
	errs []error
}

func (e *wrapErrors) Error() string   { return e.msg }
func (e *wrapErrors) Unwrap() []error { return e.errs }

// Errorf makes an error that wraps its operands of %w.
func Errorf(format string, a ...any) (err error) {
	msg, places := text(asErrorf, format, a), wrapped(format, a)
	var errs []error
	for at, i := range places {
		if err, ok := a[i].(error); ok && (at == 0 || places[at-1] != i) {
			errs = append(errs, err)
		}
	}
	switch len(places) {
	case 0:
		return errors.New(msg)
	case 1:
		return &wrapError{msg, append(errs, nil)[0]}
	}
	return &wrapErrors{msg, errs}
}

// Scanning: the basic types, not those that are made of them; numbers without underscores, texts without %q and %x.

func Scan(a ...any) (n int, err error)                 { return Fscan(os.Stdin, a...) }
func Scanln(a ...any) (n int, err error)               { return Fscanln(os.Stdin, a...) }
func Scanf(format string, a ...any) (n int, err error) { return Fscanf(os.Stdin, format, a...) }

func Sscan(str string, a ...any) (n int, err error)   { return Fscan(&textReader{text: str}, a...) }
func Sscanln(str string, a ...any) (n int, err error) { return Fscanln(&textReader{text: str}, a...) }
func Sscanf(str string, format string, a ...any) (n int, err error) {
	return Fscanf(&textReader{text: str}, format, a...)
}

// Fscan reads r to its end if it cannot be read by the rune.
func Fscan(r io.Reader, a ...any) (n int, err error) { return newScanner(r, false).all(a) }

func Fscanln(r io.Reader, a ...any) (n int, err error) { return newScanner(r, true).all(a) }

func Fscanf(r io.Reader, format string, a ...any) (n int, err error) {
	return newScanner(r, true).follow([]rune(format), a)
}

// textReader gives the runes of a text.
type textReader struct {
	text     string
	at, last int
}

func (t *textReader) Read(p []byte) (int, error) { return 0, io.EOF }

func (t *textReader) ReadRune() (r rune, size int, err error) {
	rest := t.text[t.at:]
	if rest == "" {
		return 0, 0, io.EOF
	}
	for i, c := range rest {
		if i > 0 {
			size = i
			break
		}
		r, size = c, len(rest)
	}
	t.last = t.at
	t.at += size
	return r, size, nil
}

func (t *textReader) UnreadRune() error {
	t.at = t.last
	return nil
}

type scanner struct {
	source io.RuneScanner
	lines  bool // a newline is no space
	left   int  // how many runes the item may have
}

type scanError struct{ err error }

const (
	end     = -1
	endless = 1 << 30
	digits  = "0123456789"

	hexDigits = digits + "aAbBcCdDeEfF"
)

func newScanner(r io.Reader, lines bool) *scanner {
	source, ok := r.(io.RuneScanner)
	if !ok {
		text, err := io.ReadAll(r)
		if err != nil {
			panic(scanError{err})
		}
		source = &textReader{text: string(text)}
	}
	return &scanner{source, lines, endless}
}

func (s *scanner) fail(text string) { panic(scanError{errors.New(text)}) }

func (s *scanner) next() rune {
	if s.left == 0 {
		return end
	}
	r, _, err := s.source.ReadRune()
	if err == io.EOF {
		return end
	}
	if err != nil {
		panic(scanError{err})
	}
	s.left--
	return r
}

func (s *scanner) back(r rune) {
	if r != end {
		s.source.UnreadRune()
		s.left++
	}
}

func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return r >= 0x2000 && r <= 0x200a
}

func (s *scanner) skipSpace() {
	for {
		r := s.next()
		if r == '\n' && s.lines {
			s.fail("unexpected newline")
		}
		if r == '\r' {
			after := s.next()
			s.back(after)
			if after == '\n' {
				continue
			}
		}
		if !isSpace(r) {
			s.back(r)
			return
		}
	}
}

// item is where a value begins.
func (s *scanner) item() {
	s.skipSpace()
	s.notEnd()
}

func (s *scanner) notEnd() {
	r := s.next()
	if r == end {
		panic(scanError{io.EOF})
	}
	s.back(r)
}

// take reads one rune if it is one of these, and adds it to token.
func (s *scanner) take(token *string, runes string) bool {
	r := s.next()
	for _, wanted := range runes {
		if r == wanted {
			*token += string(r)
			return true
		}
	}
	s.back(r)
	return false
}

func (s *scanner) takeAll(token *string, runes string) {
	for s.take(token, runes) {
	}
}

func (s *scanner) recovered(err *error) {
	if p := recover(); p != nil {
		failed, ok := p.(scanError)
		if !ok {
			panic(p)
		}
		*err = failed.err
	}
}

func (s *scanner) all(a []any) (n int, err error) {
	defer s.recovered(&err)
	for _, target := range a {
		s.one('v', target)
		n++
	}
	for s.lines {
		r := s.next()
		if r == '\n' || r == end {
			break
		}
		if !isSpace(r) {
			s.fail("expected newline")
		}
	}
	return n, nil
}

func (s *scanner) follow(format []rune, a []any) (n int, err error) {
	defer s.recovered(&err)
	for i := 0; i < len(format); {
		c := format[i]
		i++
		if isSpace(c) {
			newlines, spaces := 0, false
			for i--; i < len(format) && isSpace(format[i]); i++ {
				if spaces = format[i] != '\n'; !spaces {
					newlines++
				}
			}
			s.spaces(newlines, spaces)
			continue
		}
		if c == '%' && i == len(format) {
			s.fail("missing verb: % at end of format string")
		}
		if c != '%' || format[i] == '%' {
			if c == '%' {
				i++
			}
			r := s.next()
			if r == end {
				panic(scanError{io.ErrUnexpectedEOF})
			}
			if r != c {
				s.back(r)
				if c != '%' {
					s.fail("input does not match format")
				}
				s.item()
				if r = s.next(); r != c {
					s.fail("missing literal %")
				}
			}
			continue
		}
		width := 0
		for i < len(format)-1 && format[i] >= '0' && format[i] <= '9' {
			width = min(width*10+int(format[i]-'0'), endless)
			i++
		}
		verb := format[i]
		i++
		if verb != 'c' {
			s.skipSpace()
		}
		if n == len(a) {
			s.fail("too few operands for format '%" + string(format[i-1:]) + "'")
		}
		if width > 0 {
			s.left = width
		}
		s.one(verb, a[n])
		s.left = endless
		n++
	}
	if n < len(a) {
		s.fail("too many operands")
	}
	return n, nil
}

// spaces reads what a stretch of space in a format stands for.
func (s *scanner) spaces(newlines int, spaces bool) {
	for ; newlines > 0; newlines-- {
		r := s.next()
		for isSpace(r) && r != '\n' {
			r = s.next()
		}
		if r != '\n' && r != end {
			s.fail("newline in format does not match input")
		}
		if newlines == 1 && !spaces {
			return
		}
		if newlines == 1 {
			s.toText()
			return
		}
	}
	r := s.next()
	if !isSpace(r) && r != end {
		s.fail("expected space in input to match format")
	}
	if r == '\n' {
		s.fail("newline in input does not match format")
	}
	s.toText()
}

// toText goes to the end of the line's space.
func (s *scanner) toText() {
	r := s.next()
	for isSpace(r) && r != '\n' {
		r = s.next()
	}
	s.back(r)
}

func (s *scanner) one(verb rune, target any) {
	switch p := target.(type) {
	case *string:
		plain.Store(p, s.word(verb))
	case *[]byte:
		plain.Store(p, []byte(s.word(verb)))
	case *bool:
		plain.Store(p, s.truth(verb))
	case *int:
		plain.Store(p, int(s.signed(verb, 64)))
	case *int8:
		plain.Store(p, int8(s.signed(verb, 8)))
	case *int16:
		plain.Store(p, int16(s.signed(verb, 16)))
	case *int32:
		plain.Store(p, int32(s.signed(verb, 32)))
	case *int64:
		plain.Store(p, s.signed(verb, 64))
	case *uint:
		plain.Store(p, uint(s.unsigned(verb, 64)))
	case *uint8:
		plain.Store(p, uint8(s.unsigned(verb, 8)))
	case *uint16:
		plain.Store(p, uint16(s.unsigned(verb, 16)))
	case *uint32:
		plain.Store(p, uint32(s.unsigned(verb, 32)))
	case *uint64:
		plain.Store(p, s.unsigned(verb, 64))
	case *float32:
		plain.Store(p, float32(s.float(verb, 32)))
	case *float64:
		plain.Store(p, s.float(verb, 64))
	default:
		name := lockstep.TypeName(target)
		if name[0] != '*' {
			s.fail("type not a pointer: " + name)
		}
		s.fail("can't scan type: " + name)
	}
}

func (s *scanner) check(verb rune, verbs, what string) {
	for _, good := range verbs {
		if verb == good {
			return
		}
	}
	s.fail("bad verb '%" + string(verb) + "' for " + what)
}

func (s *scanner) word(verb rune) (word string) {
	s.check(verb, "svq", "string")
	for s.item(); ; {
		r := s.next()
		if r == end || isSpace(r) {
			s.back(r)
			return word
		}
		word += string(r)
	}
}

func (s *scanner) truth(verb rune) bool {
	s.item()
	s.check(verb, "tv", "boolean")
	token := ""
	switch s.next() {
	case '0':
		return false
	case '1':
		return true
	case 't', 'T':
		if s.take(&token, "rR") && !(s.take(&token, "uU") && s.take(&token, "eE")) {
			break
		}
		return true
	case 'f', 'F':
		if s.take(&token, "aA") && !(s.take(&token, "lL") && s.take(&token, "sS") && s.take(&token, "eE")) {
			break
		}
		return false
	default:
		return false
	}
	s.fail("syntax error scanning boolean")
	return false
}

// integer reads a whole number: what it read, and what that is, without its sign.
func (s *scanner) integer(verb rune, sign string) (token string, n uint64, tooLarge bool) {
	s.item()
	s.check(verb, "bdoxXv", "integer")
	s.take(&token, sign)
	start, base, allowed := len(token), uint64(10), digits
	switch verb {
	case 'b':
		base, allowed = 2, "01"
	case 'o':
		base, allowed = 8, "01234567"
	case 'x', 'X':
		base, allowed = 16, hexDigits
	case 'v':
		if !s.take(&token, "0") {
			break
		}
		base, allowed = 8, "01234567"
		switch start = len(token) + 1; {
		case s.take(&token, "bB"):
			base, allowed = 2, "01"
		case s.take(&token, "oO"):
		case s.take(&token, "xX"):
			base, allowed = 16, hexDigits
		default:
			start -= 2
		}
	}
	if len(token) <= start {
		s.notEnd()
		if !s.take(&token, allowed) {
			s.fail("expected integer")
		}
	}
	s.takeAll(&token, allowed)
	for _, c := range token[start:] {
		digit := uint64(c - '0')
		if c > '9' {
			digit = uint64(c|0x20-'a') + 10
		}
		tooLarge = tooLarge || n > (1<<64-1-digit)/base
		n = n*base + digit
	}
	return token, n, tooLarge
}

func (s *scanner) signed(verb rune, bits int) int64 {
	if verb == 'c' {
		s.notEnd()
		return int64(s.next())
	}
	token, n, tooLarge := s.integer(verb, "+-")
	negative, most := token[0] == '-', uint64(1)<<(bits-1)-1
	if negative {
		most++
	}
	if tooLarge || n > most {
		s.tooLarge("", token, "ParseInt", tooLarge || n > 1<<63 || n == 1<<63 && !negative)
	}
	if negative {
		return -int64(n)
	}
	return int64(n)
}

func (s *scanner) unsigned(verb rune, bits int) uint64 {
	if verb == 'c' {
		s.notEnd()
		return uint64(s.next())
	}
	token, n, tooLarge := s.integer(verb, "")
	if tooLarge || n > 1<<bits-1 {
		s.tooLarge("unsigned ", token, "ParseUint", tooLarge)
	}
	return n
}

func (s *scanner) tooLarge(kind, token, parse string, for64 bool) {
	if for64 {
		s.fail("strconv." + parse + ": parsing " + Sprintf("%q", token) + ": value out of range")
	}
	s.fail(kind + "integer overflow on token " + token)
}

// parseFloat is that of strconv.
func parseFloat(s string, bits int) (f float64, problem int)

func (s *scanner) float(verb rune, bits int) float64 {
	s.check(verb, "beEfFgGv", "float"+Sprint(bits))
	s.item()
	token := ""
	if s.take(&token, "nN") && s.take(&token, "aA") && s.take(&token, "nN") {
	} else if s.take(&token, "+-"); s.take(&token, "iI") && s.take(&token, "nN") && s.take(&token, "fF") {
	} else {
		allowed, power := digits, "eEpP"
		if s.take(&token, "0") && s.take(&token, "xX") {
			allowed, power = hexDigits, "pP"
		}
		s.takeAll(&token, allowed)
		if s.take(&token, ".") {
			s.takeAll(&token, allowed)
		}
		if s.take(&token, power) {
			s.take(&token, "+-")
			s.takeAll(&token, digits)
		}
	}
	f, problem := parseFloat(token, bits)
	if problem != 0 {
		why := "invalid syntax"
		if problem == 2 {
			why = "value out of range"
		}
		s.fail("strconv.ParseFloat: parsing " + Sprintf("%q", token) + ": " + why)
	}
	return f
}
