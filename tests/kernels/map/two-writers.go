// Two requests count their visits in one map at the same time: Go's run-time system ends the process.

package main

import (
	"fmt"
	"sync"
)

func main() {
	visits := map[string]int{}
	var wg sync.WaitGroup
	for _, user := range []string{"ann", "bob"} {
		wg.Go(func() {
			visits[user]++ // finds: fatal // finds: race
		})
	}
	wg.Wait()
	fmt.Println(len(visits))
}
