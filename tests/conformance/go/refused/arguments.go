// Wrong numbers of arguments and results.
package main

func two() (int, string) { return 1, "a" }

func one(n int) int {
	return n, n
}

func none() int {
	return
}

func nothing() {
	return 1
}

func main() {
	one()
	one(1, 2)
	one(two())
	_ = none(1, "a", 2.5)
	x := nothing()
}
