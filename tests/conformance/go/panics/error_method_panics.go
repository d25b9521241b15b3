// When the Error method of a panic's value panics itself, Go says so.
package main

type broken struct{ list []int }

func (b broken) Error() string { return string(rune(b.list[5])) }

func main() {
	panic(broken{})
}
