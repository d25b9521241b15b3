// Error, String, GoString and Format are asked by the verbs that want them; a nil receiver and a panic are shown.
package main

import (
	"errors"
	"fmt"
)

type celsius float64

func (c celsius) String() string { return fmt.Sprintf("%.1f°C", float64(c)) }

type both struct{ n int }

func (b both) Error() string  { return fmt.Sprint("error ", b.n) }
func (b both) String() string { return fmt.Sprint("string ", b.n) }

type pointerOnly struct{ n int }

func (p *pointerOnly) String() string { return fmt.Sprint("pointer ", p.n) }

type syntax struct{ n int }

func (s syntax) GoString() string { return fmt.Sprintf("syntax<%d>", s.n) }

type custom struct{}

func (custom) Format(s fmt.State, verb rune) {
	w, hasW := s.Width()
	p, hasP := s.Precision()
	fmt.Fprintf(s, "<%c %d %t %d %t %t %t>", verb, w, hasW, p, hasP, s.Flag('+'), s.Flag('-'))
}

type breaks struct{ list []int }

func (b breaks) String() string { return fmt.Sprint(b.list[3]) }

type named struct{ celsius }

type secret string

func (s secret) String() string { return "***" }

func main() {
	c := celsius(21.55)
	fmt.Println(c, &c != nil, []celsius{1, 2}, map[string]celsius{"a": 3}, struct{ T celsius }{4})
	fmt.Printf("%v %s %q %x %f %.2f %d %8s|%-8v|\n", c, c, c, c, c, c, c, celsius(1), celsius(2))
	fmt.Println(both{1}, &both{2}, []both{{3}}, []any{both{4}})
	fmt.Printf("%s %v %d %+v %#v %q\n", both{1}, both{1}, both{1}, both{1}, both{1}, both{1})
	fmt.Println(pointerOnly{1}, &pointerOnly{2}, []pointerOnly{{3}}, []*pointerOnly{{4}}[0])
	fmt.Printf("%#v %v %#v %#v\n", syntax{1}, syntax{1}, []syntax{{2}}, struct{ S syntax }{syntax{3}})
	fmt.Printf("%v %+8.3d %-5x %s\n", custom{}, custom{}, custom{}, []custom{{}})
	fmt.Println(custom{})
	fmt.Println(breaks{}, "goes on")
	var nilPointer *pointerOnly
	var nilStringer fmt.Stringer
	fmt.Println(nilPointer, nilStringer)
	fmt.Printf("%s %v %d\n", nilPointer, nilStringer, breaks{})
	fmt.Println(named{5}, fmt.Sprint(named{6}))
	fmt.Println(secret("password"), struct {
		shown  secret
		Hidden secret
	}{"a", "b"})
	fmt.Printf("%s %v %x %q\n", secret("x"), []secret{"y"}, secret("z"), secret("w"))
	err := fmt.Errorf("outer: %w", errors.New("inner"))
	fmt.Printf("%v|%s|%q|%+v|%T\n", err, err, err, err, err)
	fmt.Printf("%v %v\n", struct{ Err error }{err}, []error{err, nil})
}
