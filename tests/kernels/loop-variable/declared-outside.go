// The variable is declared before the loop, so all goroutines read the one that the loop goes on writing.
// warns: schedule-dependent

package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	lengths := make(chan int, 2)
	var host string
	for _, host = range []string{"a", "bb"} { // finds: race
		wg.Go(func() { lengths <- len(host) }) // finds: race
	}
	wg.Wait()
	fmt.Println(<-lengths + <-lengths)
}
