// Closures share the variable itself; an argument is a copy of its value.
package main

import (
	"fmt"
	"sync"
)

func main() {
	x := 1
	step := make(chan bool)
	go func() {
		x += 10
		step <- true
		<-step
		x += 100
		step <- true
	}()
	<-step
	fmt.Println(x)
	x *= 2
	step <- true
	<-step
	fmt.Println(x)
	var wg sync.WaitGroup
	copies := make([]int, 3)
	n := 5
	for i := range copies {
		wg.Add(1)
		go func(n int) {
			defer wg.Done()
			n += i
			copies[i] = n
		}(n)
	}
	wg.Wait()
	fmt.Println(n, copies)
}
