// Before Go 1.22 all iterations share one variable: closures and goroutines see its last value.
// language go1.21
package main

import (
	"fmt"
	"sync"
)

func main() {
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { return i })
	}
	for _, v := range []string{"a", "b", "c"} {
		fs = append(fs, func() int { return len(v) + int(v[0]) })
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	var mu sync.Mutex
	var wg sync.WaitGroup
	mu.Lock()
	sum := 0
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			sum += i
		}()
	}
	mu.Unlock()
	wg.Wait()
	fmt.Println(sum)
	var pointers []*int
	for i := range []int{7, 8, 9} {
		pointers = append(pointers, &i)
	}
	fmt.Println(*pointers[0], *pointers[2], pointers[0] == pointers[2])
}
