// A bit of everything that the language has.
package everything

import "fmt"
import (
	_ "os"
	. "strings"
	other "sync/atomic"
)

const (
	a, b = iota, 1 << iota
	c, d
	_, _
	e float64 = 0x1p-2
)

const typed int = 1_000 + 0b1 + 0o7 + 0xff + 017

var (
	x, y int
	z    = 1.5e3 + .5 + 1.
	r    = []rune{'a', '\n', '\'', '\x41', '\u4e16', '世'}
	s    = "a\"b" + `raw
string`
	imaginary = 2i
)

type (
	array      [3]int
	matrix     [2][a + 1]string
	slice      []map[string][]*int
	function   func(int, ...string) (n int, err error)
	channels   chan<- (<-chan chan int)
	receiving  <-chan int
	alias      = struct{ X, Y int }
	structure  struct {
		alias
		*array
		fmt.Stringer
		pair[int, string]
		A, B int `json:"a"`
		c    func()
		d    [4]int
		e    []int
	}
	pair[K comparable, V any] struct {
		key   K
		value V
	}
	number interface {
		~int | ~int64 | float64
		fmt.Stringer
		Less(other number) bool
		pair[int, string]
	}
	pointers[P *T, T any]           struct{}
	pointer[P interface{ *T }]      struct{}
	lengths                         [a * b]int
	sliced[S ~[]E, E any]           struct{}
	unions[P *int | ~string]        struct{}
	single[P *T,]                   struct{}
	parenthesized[P (func(int) int)] struct{}
)

func (p *pair[K, V]) Get() (K, V) { return p.key, p.value }

func native(x int) string

func Map[T, U any](list []T, f func(T) U) (out []U) {
	for _, x := range list {
		out = append(out, f(x))
	}
	return
}

func variadic(first int, rest ...int) {
	variadic(1, rest...)
	variadic(
		1,
		2,
	)
}

func main() {
	var local int
	local++
	local--
	local += 2
	local &^= 3
	local <<= 1
	local, y = y, local
	p := &pair[string, int]{"a", 1}
	q := []pair[string, int]{{"a", 1}, {key: "b"}, 5: {}}
	m := map[string][]int{"a": {1, 2}, "b": nil}
	n := [...]string{2: "c", 0: "a"}
	f := Map[int, string]
	g := (*pair[string, int]).Get
	_, _, _, _ = q[1:], q[:1], q[1:2], n[0:1:2]
	_ = *p
	_ = -local + ^y*3 - (x+y)/2%7&1 | 2 ^ 3
	_ = !(x < y && y <= z || x != y)
	if x := f; x == nil {
	} else if y > 1 {
		return
	} else {
		y--
	}
	if (pair[string, int]{}) == *p {
	}
	for _, v := range []int{1, 2} {
		_ = v
	}
	for i := range 10 {
		if i == 1 {
			continue
		}
	}
	for range m {
		break
	}
	for {
	}
	for x < y {
	}
	for i, j := 0, 1; i < j; i, j = i+1, j-1 {
	}
	for ; ; x++ {
	}
outer:
	for local = range m["a"] {
		for {
			continue outer
		}
	}
	switch {
	}
	switch x := y; x {
	case 1, 2:
		fallthrough
	case 3:
		break
	default:
	}
	var any interface{} = g
	switch v := any.(type) {
	case int, *pair[string, int]:
	case func(int) string, chan<- int, nil:
		_ = v
	}
	switch any.(type) {
	}
	ch := make(chan int, 1)
	select {
	case ch <- 1:
	case v, ok := <-ch:
		_, _ = v, ok
	case x = <-ch:
	case <-ch:
	default:
	}
	select {}
	go func(x int) {
		defer close(ch)
	}(1)
	defer p.Get()
	_ = any.(fmt.Stringer).String()
	_ = func() func(int) { return func(int) {} }
	_ = []int(nil)
	_ = map[string]int(nil)["a"]
	_ = (<-chan int)(ch)
	_ = <-chan int(ch)
	_ = interface{ M() }(nil)
	{
		const inner = 1
		type inside struct{}
	}
	;
	goto end
end:
}
