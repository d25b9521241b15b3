// An unhandled panic with a number type of one's own prints the type and the number.
package main

type code int8

func main() {
	panic(code(-7))
}
