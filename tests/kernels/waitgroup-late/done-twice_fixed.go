// There is one Done, on whichever way.

package main

import (
	"fmt"
	"sync"
)

func fetch(ok bool, wg *sync.WaitGroup) {
	if !ok {
		fmt.Println("failed")
	}
	wg.Done()
}

func main() {
	var wg sync.WaitGroup
	for _, ok := range []bool{true, false} {
		wg.Add(1)
		go fetch(ok, &wg)
	}
	wg.Wait()
	fmt.Println("fetched")
}
