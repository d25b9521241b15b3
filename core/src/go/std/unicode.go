// Package unicode tells kinds of characters.
package unicode

const lacks = "*"

const (
	MaxRune         = '\U0010FFFF'
	ReplacementChar = '\uFFFD'
	MaxASCII        = '\u007F'
	MaxLatin1       = '\u00FF'
	Version         = "17.0.0"
)

// The machine's: the categories L, Lu, Ll, N, Nd, P, S and M, what strconv.Quote leaves as it is, and the mappings of one
// rune to one.
func IsLetter(r rune) bool
func IsUpper(r rune) bool
func IsLower(r rune) bool
func IsNumber(r rune) bool
func IsDigit(r rune) bool
func IsPunct(r rune) bool
func IsSymbol(r rune) bool
func IsMark(r rune) bool
func IsPrint(r rune) bool
func ToUpper(r rune) rune
func ToLower(r rune) rune

// First and last of each stretch.
const (
	titles = "ǅǅǈǈǋǋǲǲᾈᾏᾘᾟᾨᾯᾼᾼῌῌῼῼ"
	han    = "⺀⺙⺛⻳⼀⿕々々〇〇〡〩〸〻㐀䶿一鿿\uF900\uFA6D\uFA70\uFAD9" +
		"\U00016FE2\U00016FE3\U00016FF0\U00016FF6\U00020000\U0002A6DF\U0002A700\U0002B81D\U0002B820\U0002CEAD\U0002CEB0\U0002EBE0\U0002EBF0\U0002EE5D\U0002F800\U0002FA1D\U00030000\U0003134A\U00031350\U00033479"
)

func among(r rune, stretches string) bool {
	var first rune
	last := false
	for _, c := range stretches {
		if last && r >= first && r <= c {
			return true
		}
		first, last = c, !last
	}
	return false
}

func IsTitle(r rune) bool { return among(r, titles) }

// A RangeTable is a set of characters.
type RangeTable struct {
	R16         []Range16
	R32         []Range32
	LatinOffset int
	stretches   string // for ours
}
type Range16 struct{ Lo, Hi, Stride uint16 }
type Range32 struct{ Lo, Hi, Stride uint32 }

// Han is the Chinese characters.
var Han = &RangeTable{stretches: han}

func Is(rangeTab *RangeTable, r rune) bool {
	for _, x := range rangeTab.R16 {
		if r >= rune(x.Lo) && r <= rune(x.Hi) && (r-rune(x.Lo))%rune(x.Stride) == 0 {
			return true
		}
	}
	for _, x := range rangeTab.R32 {
		if r >= rune(x.Lo) && r <= rune(x.Hi) && (r-rune(x.Lo))%rune(x.Stride) == 0 {
			return true
		}
	}
	return among(r, rangeTab.stretches)
}

func In(r rune, ranges ...*RangeTable) bool {
	for _, table := range ranges {
		if Is(table, r) {
			return true
		}
	}
	return false
}

func IsSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return r >= 0x2000 && r <= 0x200a
}

func IsControl(r rune) bool { return r >= 0 && r < ' ' || r >= 0x7F && r < 0xA0 }
func IsGraphic(r rune) bool {
	return IsPrint(r) || r > ' ' && r != 0x85 && r != 0x2028 && r != 0x2029 && IsSpace(r)
}

// ToTitle is ToUpper but for the double letters, and in Georgian.
func ToTitle(r rune) rune {
	if r >= 0x10D0 && r <= 0x10FF {
		return r
	}
	for _, title := range "ǅǈǋǲ" {
		if r >= title-1 && r <= title+1 {
			return title
		}
	}
	return ToUpper(r)
}
