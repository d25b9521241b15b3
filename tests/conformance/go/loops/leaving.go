// How the body of a loop over a function is left: by a return with and without results, and by goto.
package main

import "fmt"

func up(y func(int) bool) {
	for i := range 5 {
		if !y(i) {
			return
		}
	}
}

func first() (n int, err error) {
	for i := range up {
		n = i
		if i == 2 {
			err = fmt.Errorf("two")
			return
		}
	}
	return
}

func one() (n int) {
	n = 7
	for range up {
		return
	}
	return
}

func count(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func goAtOnce() int {
	for range count(2) {
		goto done
	}
	return 1
done:
	return 2
}

func goLater() int {
	for i := range count(5) {
		if i == 3 {
			goto done
		}
	}
	return 1
done:
	return 2
}

func goThroughTwo() int {
	for range count(2) {
		for range count(3) {
			goto out
		}
	}
out:
	return 3
}

func goBack() int {
	n := 0
again:
	for i := range count(2) {
		n++
		if n < 5 && i == 1 {
			goto again
		}
	}
	return n
}

func inOrder() (int, int) {
	n := 1
	inc := func() int { n++; return n }
	for range up {
		return n, inc()
	}
	return 0, 0
}

func named() (x, y int) {
	n := 1
	inc := func() int { n++; return n }
	for range up {
		x, y = n, inc()
		return x + n, y
	}
	return
}

func generic[T any](xs []T) (r T, ok bool) {
	for i := range up {
		if i == 1 {
			r, ok = xs[i], true
			return
		}
	}
	return
}

func main() {
	fmt.Println(first())
	fmt.Println(one())
	fmt.Println(goAtOnce(), goLater(), goThroughTwo(), goBack())
	fmt.Println(inOrder())
	fmt.Println(named())
	fmt.Println(generic([]string{"x", "y"}))
}
