// Places that cannot be assigned to.
package main

type point struct{ x int }

func get() point { return point{} }

const c = 1

func main() {
	s := "text"
	s[0] = 'T'
	m := map[string]point{}
	m["a"].x = 1
	get().x = 1
	c = 2
	5 = 6
	_ = &m["a"]
	main = nil
}
