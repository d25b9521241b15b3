// Done is deferred first of all.

package main

import (
	"fmt"
	"sync"
)

func index(page string, wg *sync.WaitGroup) {
	defer wg.Done()
	if page == "" {
		return
	}
	fmt.Println("indexed", page)
}

func main() {
	var wg sync.WaitGroup
	for _, page := range []string{"home", ""} {
		wg.Add(1)
		go index(page, &wg)
	}
	wg.Wait()
}
