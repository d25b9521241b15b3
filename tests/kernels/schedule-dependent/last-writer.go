// The two take the lock for the winner in whichever order they come: the last one wins.
// warns: schedule-dependent

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
			winner = name
		})
	}
	wg.Wait()
	fmt.Println("the winner is", winner)
}
