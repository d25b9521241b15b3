// Goroutines that write to different elements and different fields do not disturb each other.
package main

import (
	"fmt"
	"sync"
)

type pair struct{ left, right int }

func main() {
	var list [8]int
	var p pair
	var wg sync.WaitGroup
	for i := range list {
		wg.Go(func() { list[i] = i * i })
	}
	wg.Go(func() { p.left = 1 })
	wg.Go(func() { p.right = 2 })
	wg.Wait()
	fmt.Println(list, p)
}
