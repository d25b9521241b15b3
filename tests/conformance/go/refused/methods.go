// Methods on types that cannot have them, and receivers that are wrong.
package main

import "time"

func (i int) double() int { return 2 * int(i) }

func (d time.Duration) twice() time.Duration { return d }

type p *int

func (p) m() {}

type i interface{ m() }

func (i) n() {}

type s struct{ m int }

func (s) m() {}

func (x undefinedType) f() {}

func main() {
	var v s
	v.m()
	s.missing(v)
	(*s).m(v)
}
