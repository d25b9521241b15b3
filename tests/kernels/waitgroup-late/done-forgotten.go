// A worker that finds nothing to do returns before its Done, and main waits for ever.

package main

import (
	"fmt"
	"sync"
)

func index(page string, wg *sync.WaitGroup) {
	if page == "" {
		return
	}
	fmt.Println("indexed", page)
	wg.Done()
}

func main() {
	var wg sync.WaitGroup
	for _, page := range []string{"home", ""} {
		wg.Add(1)
		go index(page, &wg)
	}
	wg.Wait() // finds: deadlock
}
