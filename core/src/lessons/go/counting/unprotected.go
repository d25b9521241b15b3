package main

import (
	"fmt"
	"sync"
)

const (
	n = 4 //@param n
	k = 3 //@param k
)

func main() {
	var wg sync.WaitGroup
	counter := 0

	wg.Add(n) //@add
	for range n {
		go func() { //@go
			for range k {
				counter++ //@increment
			}
			wg.Done() //@done
		}()
	}

	wg.Wait()                                     //@wait
	fmt.Println("counter is", counter, "of", n*k) //@print
} //@return
