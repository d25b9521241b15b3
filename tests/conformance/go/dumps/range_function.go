// A panic in the body of a loop over a function: the frames of body, iterator and function.
package main

func count(yield func(int) bool) {
	for i := range 3 {
		if !yield(i) {
			return
		}
	}
}

func main() {
	for i := range count {
		for j := range count {
			if i == 1 && j == 1 {
				panic("inner body")
			}
		}
	}
}
