// Split and its kin, Fields, Join, and the iterators.
package main

import (
	"fmt"
	"strings"
)

func main() {
	q := func(list []string) { fmt.Printf("%d %q\n", len(list), list) }
	q(strings.Split("a,b,,c", ","))
	q(strings.Split("abc", ""))
	q(strings.Split("é中", ""))
	q(strings.Split("", ","))
	q(strings.Split("", ""))
	q(strings.Split("no separator", ","))
	q(strings.SplitN("a,b,c,d", ",", 2))
	q(strings.SplitN("a,b,c,d", ",", 0))
	q(strings.SplitN("a,b,c,d", ",", -1))
	q(strings.SplitN("a,b", ",", 10))
	q(strings.SplitAfter("a,b,c", ","))
	q(strings.SplitAfterN("a,b,c", ",", 2))
	q(strings.Fields("  the \t quick\n\nbrown  "))
	q(strings.Fields(" \n"))
	q(strings.Fields("a\u00a0b\u3000c"))
	q(strings.FieldsFunc("a1b22c", func(r rune) bool { return r >= '0' && r <= '9' }))
	fmt.Println(strings.Join([]string{"x", "y", "z"}, "-"), strings.Join(nil, "-") == "", strings.Join([]string{"one"}, "-"))
	for part := range strings.SplitSeq("a-b-c", "-") {
		fmt.Print(part, ".")
	}
	for word := range strings.FieldsSeq(" x  y ") {
		fmt.Print(word, ",")
	}
	for line := range strings.Lines("one\ntwo\nthree") {
		fmt.Printf("%q ", line)
	}
	fmt.Println()
}
