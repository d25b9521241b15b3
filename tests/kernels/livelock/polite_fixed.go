// Both begin with the same fork and wait for the other.

package main

import (
	"fmt"
	"sync"
)

func eat(first, second *sync.Mutex) {
	first.Lock()
	second.Lock()
	second.Unlock()
	first.Unlock()
}

func main() {
	var left, right sync.Mutex
	var wg sync.WaitGroup
	wg.Go(func() { eat(&left, &right) })
	wg.Go(func() { eat(&left, &right) })
	wg.Wait()
	fmt.Println("eaten")
}
