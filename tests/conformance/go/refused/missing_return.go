// Functions that may end without a return.
package main

func sign(n int) int {
	if n < 0 {
		return -1
	} else if n > 0 {
		return 1
	}
}

func loop(n int) int {
	for n < 10 {
		return n
	}
}

func choose(n int) string {
	switch n {
	case 1:
		return "one"
	}
}

func forever() int {
	for {
	}
}

func broken() int {
	for {
		break
	}
}

func main() {
	sign(1)
	loop(1)
	choose(1)
	forever()
	broken()
}
