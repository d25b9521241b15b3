// A deferred method recovers however it is named: through an interface, of a pointer or a value, embedded, as an expression or a value.
package main

import "fmt"

type guard interface{ done() }

type pointed struct{ name string }

func (p *pointed) done() { fmt.Println(p.name, recover()) }

type plain struct{ name string }

func (p plain) done() { fmt.Println(p.name, recover()) }

type holder struct{ plain }

type called func() string

func (c called) done() { fmt.Println(c(), recover()) }

func with(g guard) {
	defer g.done()
	panic("bad")
}

func of[T guard](g T) {
	defer g.done()
	panic("bad")
}

func main() {
	with(&pointed{"pointer"})
	with(plain{"value"})
	with(&plain{"pointer to a value"})
	with(holder{plain{"embedded"}})
	with(&holder{plain{"embedded behind a pointer"}})
	with(called(func() string { return "function" }))
	of(&pointed{"type parameter"})
	of(plain{"value of a type parameter"})
	func() {
		defer (*pointed).done(&pointed{"expression"})
		panic("bad")
	}()
	func() {
		defer plain.done(plain{"expression of a value"})
		panic("bad")
	}()
	func() {
		defer guard.done(plain{"expression of an interface"})
		panic("bad")
	}()
	func() {
		f := guard(&pointed{"method value"}).done
		defer f()
		panic("bad")
	}()
	defer func() { fmt.Println("outer", recover()) }()
	func() {
		defer func() {
			guard(plain{"one call too far"}).done()
		}()
		panic("goes on")
	}()
}
