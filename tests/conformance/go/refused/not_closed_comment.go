// A comment and a raw string that never end.
package main

func main() {
	a := 1 /* the comment
	goes on
