// An unhandled panic with a string type of one's own prints the type and the quoted text.
package main

type name string

func main() {
	panic(name("ada \"the first\"\n"))
}
