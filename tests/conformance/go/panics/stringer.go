// An unhandled panic with a Stringer prints what String says.
package main

type level int

func (l level) String() string { return [...]string{"low", "high"}[l] }

func main() {
	panic(level(1))
}
