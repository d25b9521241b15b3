// Expressions that stand alone though they do nothing.
package main

func f() int { return 1 }

func main() {
	x := 1
	x
	x == 1
	f
	"text"
	len("abc")
	func() {}
	append([]int{}, 1)
}
