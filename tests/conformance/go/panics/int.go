// An unhandled panic with a plain number prints its type and the number.
package main

func main() {
	panic(42)
}
