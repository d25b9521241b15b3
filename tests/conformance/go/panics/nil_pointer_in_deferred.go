// Unhandled: two run-time errors, the second in a deferred call of the first.
package main

func main() {
	var list []int
	defer func() {
		var p *int
		*p = 1
	}()
	list[0] = 1
}
