// Literals that are not closed or not well formed.
package main

func main() {
	_ = "not closed
	_ = 'ab'
	_ = ''
	_ = 0x
	_ = 1_
	_ = "\q"
	_ = 0b12
	_ = 'x
}
