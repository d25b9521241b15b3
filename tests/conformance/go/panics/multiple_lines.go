// A panic text of several lines is indented after its first line.
package main

func main() {
	panic("first line\nsecond line\n\nfourth line")
}
