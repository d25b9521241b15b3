// A panic in the first value of a package's variable, before main.
package main

var table = fill(3)

func fill(n int) []int {
	list := make([]int, n)
	for i := range n + 1 {
		list[i] = i
	}
	return list
}

func main() { println(table) }
