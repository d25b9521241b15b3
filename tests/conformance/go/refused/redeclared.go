// Package names declared twice: variables, functions, types, fields and methods.
package main

var x = 1
var x = 2

func f() {}
func f() {}

type t struct {
	a int
	a string
}

func (t) m() {}
func (t) m() {}

func g(p int, p string) {}

type t int

func main() {}
