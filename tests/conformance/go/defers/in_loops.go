// Deferred calls pile up until the function ends, not the loop; a closure around the body ends each round.
package main

import "fmt"

type resource struct{ id int }

var open int

func acquire(id int) *resource { open++; return &resource{id} }
func (r *resource) release()   { open--; fmt.Print("release ", r.id, " ") }

func piled() {
	for i := range 4 {
		r := acquire(i)
		defer r.release()
	}
	fmt.Println("open at the end of the loop:", open)
}

func each() {
	for i := range 4 {
		func() {
			r := acquire(i)
			defer r.release()
		}()
	}
	fmt.Println("open at the end of the loop:", open)
}

func many(n int) (count int) {
	for range n {
		defer func() { count++ }()
	}
	return 0
}

func main() {
	piled()
	fmt.Println(open)
	each()
	fmt.Println(open, many(10000))
}
