// A nil dereference that was recovered from and panics once more, elsewhere, has no signal any more.
package main

func caught(f func()) (problem any) {
	defer func() { problem = recover() }()
	f()
	return nil
}

func main() {
	problem := caught(func() {
		var p *int
		*p = 1
	})
	panic(problem)
}
