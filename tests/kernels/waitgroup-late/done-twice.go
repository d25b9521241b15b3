// A worker that fails counts itself out twice: the counter falls below zero, or another worker is not waited for.

package main

import (
	"fmt"
	"sync"
)

func fetch(ok bool, wg *sync.WaitGroup) {
	if !ok {
		fmt.Println("failed")
		wg.Done()
	}
	wg.Done() // finds: panic
}

func main() {
	var wg sync.WaitGroup
	for _, ok := range []bool{true, false} {
		wg.Add(1)
		go fetch(ok, &wg)
	}
	wg.Wait() // finds: panic
	fmt.Println("fetched")
}
