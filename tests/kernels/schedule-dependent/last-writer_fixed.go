// Who wins is decided by the names and not by the order.

package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	winner := ""
	for _, name := range []string{"ann", "bob"} {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			winner = max(winner, name)
		})
	}
	wg.Wait()
	fmt.Println("the winner is", winner)
}
