// Names declared twice in a function: variables, labels, cases and parameters.
package main

func main() {
	y := 1
	y := 2
	var y int
	_ = y
	switch y {
	case 1, 2:
	case 1:
	}
here:
	for {
		break here
	}
here:
	for {
		continue here
	}
}

func f(a int) {
	a := 2
	c, c := 1, 2
}
