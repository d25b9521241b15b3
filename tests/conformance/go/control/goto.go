// goto jumps back and forth within a function.
package main

import "fmt"

func collatz(n int) (steps int) {
again:
	if n == 1 {
		return
	}
	steps++
	if n%2 == 0 {
		n /= 2
		goto again
	}
	n = 3*n + 1
	goto again
}

func find(grid [][]int, v int) string {
	i, j := 0, 0
	for i = range grid {
		for j = range grid[i] {
			if grid[i][j] == v {
				goto found
			}
		}
	}
	return "nowhere"
found:
	return fmt.Sprint(i, " ", j)
}

func main() {
	fmt.Println(collatz(27), collatz(1))
	grid := [][]int{{1, 2}, {3, 4}}
	fmt.Println(find(grid, 3), find(grid, 9))
	n := 0
loop:
	{
		x := n * 10
		fmt.Print(x, " ")
	}
	n++
	if n < 4 {
		goto loop
	}
	fmt.Println()
	goto end
end:
}
