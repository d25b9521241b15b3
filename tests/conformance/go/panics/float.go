// Unhandled panics with floats, one in the deferred call of another, print the shortest text of each.
package main

func main() {
	defer func() {
		defer func() {
			panic(1e21)
		}()
		panic(float32(0.1))
	}()
	panic(-1234.5)
}
