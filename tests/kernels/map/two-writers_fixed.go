// A mutex lets one of them at the map.

package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	visits := map[string]int{}
	var wg sync.WaitGroup
	for _, user := range []string{"ann", "bob"} {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			visits[user]++
		})
	}
	wg.Wait()
	fmt.Println(len(visits))
}
