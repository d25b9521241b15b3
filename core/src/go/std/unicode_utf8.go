// Package utf8 reads and writes runes as bytes.
package utf8

const (
	RuneError = '\uFFFD'
	RuneSelf  = 0x80
	MaxRune   = '\U0010FFFF'
	UTFMax    = 4
)

func ValidRune(r rune) bool { return r >= 0 && r < 0xD800 || r > 0xDFFF && r <= MaxRune }

// RuneLen is how many bytes r has, or -1 if it is no rune.
func RuneLen(r rune) int {
	switch {
	case !ValidRune(r):
		return -1
	case r < RuneSelf:
		return 1
	case r < 0x800:
		return 2
	case r < 0x10000:
		return 3
	}
	return 4
}

func RuneStart(b byte) bool { return b&0xC0 != 0x80 }

// DecodeRuneInString is the first rune and its size. What is no rune is RuneError of size 1.
func DecodeRuneInString(s string) (r rune, size int) {
	for _, r := range s {
		if r == RuneError && (len(s) < 3 || s[:3] != string(RuneError)) {
			return r, 1
		}
		return r, RuneLen(r)
	}
	return RuneError, 0
}

func DecodeRune(p []byte) (r rune, size int) {
	return DecodeRuneInString(string(p[:min(len(p), UTFMax)]))
}

// DecodeLastRuneInString is the last rune and its size.
func DecodeLastRuneInString(s string) (r rune, size int) {
	for size := min(len(s), UTFMax); size > 1; size-- {
		if r, n := DecodeRuneInString(s[len(s)-size:]); n == size {
			return r, n
		}
	}
	if s == "" {
		return RuneError, 0
	}
	return DecodeRuneInString(s[len(s)-1:])
}

func DecodeLastRune(p []byte) (r rune, size int) {
	return DecodeLastRuneInString(string(p[max(0, len(p)-UTFMax):]))
}

// FullRune is whether p begins with all bytes of a rune, if of any.
func FullRune(p []byte) bool { return FullRuneInString(string(p[:min(len(p), UTFMax)])) }

func FullRuneInString(s string) bool {
	if s == "" {
		return false
	}
	need := 1
	switch first := s[0]; {
	case first >= 0xF0 && first <= 0xF4:
		need = 4
	case first >= 0xE0 && first < 0xF0:
		need = 3
	case first >= 0xC2 && first < 0xE0:
		need = 2
	}
	if len(s) >= need {
		return true
	}
	// Too short, unless what is there cannot go on to be a rune.
	for _, most := range []string{"\x80\x80\x80", "\xBF\xBF\xBF", "\x90\x80\x80", "\xA0\x80\x80", "\x8F\xBF\xBF", "\x9F\xBF\xBF"} {
		if ValidString(s + most[:need-len(s)]) {
			return false
		}
	}
	return true
}

func EncodeRune(p []byte, r rune) int { return copy(p[:len(string(r))], string(r)) }

func AppendRune(p []byte, r rune) []byte { return append(p, string(r)...) }

func RuneCountInString(s string) (n int) {
	for range s {
		n++
	}
	return n
}

func RuneCount(p []byte) int { return RuneCountInString(string(p)) }

func ValidString(s string) bool {
	for i, r := range s {
		if r == RuneError && (len(s) < i+3 || s[i:i+3] != string(RuneError)) {
			return false
		}
	}
	return true
}

func Valid(p []byte) bool { return ValidString(string(p)) }
