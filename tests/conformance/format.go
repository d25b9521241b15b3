// Records how real Go formats: `go run format.go > format.txt`, or with the argument `all` every combination there is.
package main

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"reflect"
	"strconv"
	"strings"
)

type (
	Point struct{ X, Y int }
	Mixed struct {
		A int
		b string
		C any
		d error
		E *Point
		F []Point
		g map[string]int
	}
	Inner struct{ N Named }
	inner struct{ N Named }
	Outer struct {
		Inner
		inner
		Named Named
		named Named
	}
	Named int
	Text  string
	Bytes []byte
	Pair  [2]int
	Key   struct {
		A string
		B int
	}
)

func (n Named) String() string { return "<" + strconv.Itoa(int(n)) + ">" }

type Bad string

func (b Bad) Error() string { return "bad " + string(b) }

type Fail struct{ Code int }

func (f *Fail) Error() string { return "fail " + strconv.Itoa(f.Code) }

type Shown struct{ N int }

func (s Shown) GoString() string { return "shown" }
func (s Shown) Format(state fmt.State, verb rune) {
	fmt.Fprintf(state, "[%s]", fmt.FormatString(state, verb))
}

// Values that the test builds by hand, under the same names.
var built = map[string]any{
	"nil":        nil,
	"point":      Point{1, -2},
	"*point":     &Point{1, -2},
	"mixed":      Mixed{A: 1, b: "two", C: 3.5, F: []Point{{1, 2}, {3, 4}}},
	"*mixed":     &Mixed{b: "x", C: Named(4), d: Bad("no"), g: map[string]int{"b": 2, "a": 1}},
	"outer":      Outer{Inner{1}, inner{2}, 3, 4},
	"named":      Named(7),
	"nameds":     []Named{1, 2},
	"nested":     [][]int{{1}, nil, {}},
	"text":       Text("hi"),
	"bytes":      []byte("a\xff "),
	"Bytes":      Bytes{1, 200},
	"bytes3":     [3]byte{1, 2, 255},
	"nilbytes":   []byte(nil),
	"pair":       Pair{5, 6},
	"strings":    []string{"a b", "\n"},
	"anys":       []any{1, "a", nil, Point{3, 4}, 2.5, []byte{1}},
	"empty":      struct{}{},
	"nilmap":     map[string]int(nil),
	"map":        map[string]int{"z": 26, "a": 1, "": 0},
	"intmap":     map[int]Point{3: {1, 2}, -1: {}, 2: {5, 6}},
	"keymap":     map[Key]bool{{"b", 1}: true, {"a", 2}: false, {"a", 1}: true},
	"floatmap":   map[float64]string{2.5: "b", -1: "a", math.Inf(1): "c"},
	"namedmap":   map[Named]Named{2: 3, 1: 4},
	"nilpoint":   (*Point)(nil),
	"nilslice":   []int(nil),
	"nilfunc":    (func(int) string)(nil),
	"nilchan":    (chan int)(nil),
	"fail":       &Fail{3},
	"fails":      []error{&Fail{1}, nil},
	"nilfail":    (*Fail)(nil),
	"shown":      Shown{1},
	"shownpoint": struct{ P Shown }{Shown{1}},
	"floats":     []float32{0.1, 1e10},
	"bools":      [2]bool{true, false},
	"*pairs":     &[]Pair{{1, 2}},
	"*map":       &map[string]int{"a": 1},
}

// Values that are read from their description.
var scalars = []any{
	true, false, 0, 1, -1, 42, -42, 65, 0x4e16, 0x1F600, 0x10FFFF, 0x110000, -65, math.MaxInt64, math.MinInt64, int8(-128), int8(127),
	int16(300), int32('x'), int32('\n'), int32('\u0301'), uint8(200), uint(0), uint(7), uint16(65535), uint32(1 << 31), uint64(math.MaxUint64), uintptr(0xc000),
	0.0, math.Copysign(0, -1), 1.0, -1.0, 0.1, 1.5, 2.5, 123456789.0, 1e6, 1e20, 1e21, 1e-4, 1e-5, 123.456, -9.999999e-7, 5e-324, math.MaxFloat64,
	math.Inf(1), math.Inf(-1), math.NaN(), 1.0 / 3, 1000000.5, float32(0.1), float32(16777216), float32(3.4028235e38), float32(1e-45), float32(-2.5),
	"", "abc", "héllo, 世界", "a\x80b\xffc", "tab\t\"quote\" `back` \\ \a\x7f", "\u0301\u200b\ufeff😀", " ",
}

var verbs = "vTtdboOxXcqUeEfFgGspwz"

func describe(arg any) string {
	switch x := arg.(type) {
	case nil:
		return "@nil"
	case string:
		return "string:" + strings.ReplaceAll(strconv.QuoteToASCII(x), " ", `\x20`)
	case float64:
		return "float64:" + strconv.FormatUint(math.Float64bits(x), 16)
	case float32:
		return "float32:" + strconv.FormatUint(math.Float64bits(float64(x)), 16)
	}
	return fmt.Sprintf("%T:%v", arg, arg)
}

var out = bufio.NewWriter(os.Stdout)

func group(args ...any) {
	out.WriteString("==")
	for _, arg := range args {
		out.WriteString(" " + describe(arg))
	}
	out.WriteString("\n")
}

func line(format string, args ...any) {
	out.WriteString(strconv.QuoteToASCII(format) + "\t" + strconv.QuoteToASCII(fmt.Sprintf(format, args...)) + "\n")
}

func main() {
	all := len(os.Args) > 1
	var shapes []string
	for flags := range 32 {
		for _, width := range []string{"", "8", "20"} {
			for _, precision := range []string{"", ".", ".0", ".3", ".12"} {
				shape := "%"
				for bit, flag := range "+-# 0" {
					if flags&(1<<bit) != 0 {
						shape += string(flag)
					}
				}
				shapes = append(shapes, shape+width+precision)
			}
		}
	}
	turn := uint32(1)
	for _, value := range scalars {
		group(value)
		for _, verb := range verbs {
			line("%"+string(verb), value)
			for _, shape := range shapes {
				turn = turn*1664525 + 1013904223
				if all || turn>>16%400 == 0 {
					line(shape+string(verb), value)
				}
			}
		}
	}
	for _, name := range names() {
		value := built[name]
		out.WriteString("== @" + name + "\n")
		for _, format := range []string{"%v", "%+v", "%#v", "%T", "%d", "%s", "%q", "%x", "%X", "% x", "%#x", "%6.2v", "%+d", "%#q", "%06d", "%z", "%t", "%-8v|", "%p"} {
			// An address is another one each time.
			if !addressed(format, value) {
				line(format, value)
			}
		}
	}
	for _, list := range [][]any{
		{}, {1}, {"a"}, {nil}, {1, 2}, {1, "a", 2.5}, {3, 4, 5}, {-3, 4}, {"a", 1}, {8, 3, 1.0 / 3}, {nil, nil}, {uint8(4), 2}, {1000001, 1},
	} {
		group(list...)
		for _, format := range []string{
			"", "x", "%", "%%", "%d", "%!", "%d %d", "%d%%%d", "%s|%v", "%[1]d", "%[2]d %[1]d", "%[2]d %d", "%[1]d %d %[1]d", "%[3]*.[2]*[1]f",
			"%*d", "%-*d", "%.*d", "%*.*f", "%[0]d", "%[5]d", "%[x]d", "%[1]", "%[", "%[]d", "%[1", "%[1]2d", "%2[1]d", "%2.[1]d", "%.[2]d", "%[2]*[1]d", "%-010d", "%0-10d",
			"%100000000d", "%2000000", "%.100000001f", "%w", "%w %w", "%\xff", "%世", "%d%", "%-", "%+", "%6", "%.", "%6.", "%*", "%.*", "a\nb%vc\n",
		} {
			line(format, list...)
		}
	}
	out.Flush()
}

// addressed is whether the text has an address in it, which is another one each time.
func addressed(format string, value any) bool {
	v := reflect.ValueOf(value)
	if !v.IsValid() {
		return false
	}
	switch v.Kind() {
	case reflect.Pointer:
		inside := v.Type().Elem().Kind()
		number := strings.ContainsAny(format, "dxXp") && inside != reflect.Struct && inside != reflect.Slice && inside != reflect.Map
		return !v.IsNil() && (format == "%p" || number)
	case reflect.Slice, reflect.Map:
		pointers := v.Type() == reflect.TypeFor[[]error]() && strings.ContainsAny(format, "dp#")
		return pointers || format == "%p" && !v.IsNil()
	}
	return false
}

func names() []string {
	var names []string
	for name := range built {
		names = append(names, name)
	}
	for i := range names {
		for j := range i {
			if names[i] < names[j] {
				names[i], names[j] = names[j], names[i]
			}
		}
	}
	return names
}
