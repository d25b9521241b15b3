// An unhandled panic inside the deferred call of another: a rune first, then a bool.
package main

func main() {
	defer func() {
		panic(true)
	}()
	panic('x')
}
