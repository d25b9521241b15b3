// Builtins with arguments that they do not take.
package main

func main() {
	n := 5
	_ = len(5)
	_ = append(n, 1)
	_ = cap(map[int]int{})
	delete(n, 1)
	_ = copy([]int{}, []string{})
	_ = min(1, "a")
	clear(n)
	close(n)
	_ = make(int)
}
