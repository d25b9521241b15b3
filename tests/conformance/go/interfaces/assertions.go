// Assertions with and without ok, to types and to other interfaces.
package main

import "fmt"

type reader interface{ read() string }
type writer interface{ write(string) }
type readWriter interface {
	reader
	writer
}

type file struct{ text string }

func (f *file) read() string   { return f.text }
func (f *file) write(s string) { f.text += s }

type paper string

func (p paper) read() string { return string(p) }

func try(r reader) {
	if w, ok := r.(writer); ok {
		w.write("!")
		fmt.Println("written:", r.read())
	} else {
		fmt.Println("only read:", r.read(), w == nil)
	}
	rw, ok := r.(readWriter)
	fmt.Println(rw != nil, ok)
	if p, ok := r.(paper); ok {
		fmt.Println(len(p))
	}
	f, _ := r.(*file)
	fmt.Println(f == nil)
}

func main() {
	f := &file{"text"}
	try(f)
	try(paper("note"))
	var rw readWriter = f
	var r reader = rw
	fmt.Println(r == reader(rw), r.(readWriter) == rw, r.(*file) == f)
	var a any = 5
	_, ok := a.(int64)
	fmt.Println(ok, a.(int)+1)
	value, ok := a.(string)
	fmt.Printf("%q %t\n", value, ok)
}
