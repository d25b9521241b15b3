// Sleepers wake in the order of their times, not of their start.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	for _, ms := range []int{150, 50, 100, 0} {
		wg.Go(func() {
			time.Sleep(time.Duration(ms) * time.Millisecond)
			fmt.Println("slept", ms)
		})
	}
	wg.Wait()
	time.Sleep(-time.Hour)
	time.Sleep(0)
	fmt.Println("a sleep that is not positive returns at once")
}
