// A nil dereference that a deferred call recovers from and panics with again keeps its signal.
package main

func main() {
	defer func() {
		panic(recover())
	}()
	var f func()
	f()
}
