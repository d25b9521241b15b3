// Which methods a value, a pointer and an embedded one bring to an interface, seen by assertions at run time.
package main

import "fmt"

type valued interface{ byValue() string }
type pointed interface{ byPointer() string }

type base struct{ n int }

func (b base) byValue() string    { return fmt.Sprint("value ", b.n) }
func (b *base) byPointer() string { b.n++; return fmt.Sprint("pointer ", b.n) }

type inValue struct{ base }
type inPointer struct{ *base }
type inInterface struct{ valued }

func check(name string, v any) {
	_, a := v.(valued)
	_, b := v.(pointed)
	fmt.Printf("%-12s %-5t %t\n", name, a, b)
}

func main() {
	b := base{1}
	check("base", b)
	check("*base", &b)
	check("inValue", inValue{b})
	check("*inValue", &inValue{b})
	check("inPointer", inPointer{&b})
	check("*inPointer", &inPointer{&b})
	check("inInterface", inInterface{b})
	check("in pointer", inInterface{&b})
	var v valued = b
	b.n = 50
	fmt.Println(v.byValue(), b.byPointer(), inPointer{&b}.byPointer(), inValue{b}.byValue())
	list := []base{{1}, {2}}
	fmt.Println(list[1].byPointer(), list)
}
