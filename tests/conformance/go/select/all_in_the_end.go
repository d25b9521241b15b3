// The choice is uniform: over many rounds every ready case has its share.
package main

import "fmt"

func main() {
	a, b, c := make(chan int), make(chan int), make(chan int)
	close(a)
	close(b)
	close(c)
	var seen [3]int
	for range 3000 {
		select {
		case <-a:
			seen[0]++
		case <-b:
			seen[1]++
		case <-c:
			seen[2]++
		}
	}
	for i, n := range seen {
		fmt.Println(i, n > 700 && n < 1300)
	}
}
