// How an unhandled panic prints values of ever more types, each panicking in the deferred call of the one before.
package main

type (
	flag  bool
	ratio float64
	size  uint16
	text  string
	empty struct{}
)

func main() {
	list := []any{flag(true), ratio(0.5), size(9), text(""), uint8(7), int64(-1), uintptr(3), "", 'é', byte('a'), 2.0}
	var next func(int)
	next = func(i int) {
		if i < len(list)-1 {
			defer next(i + 1)
		}
		panic(list[i])
	}
	next(0)
}
