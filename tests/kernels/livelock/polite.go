// Each of the two philosophers puts the first fork down when the second is taken, and both do so at the same time.

package main

import (
	"fmt"
	"sync"
)

func eat(first, second *sync.Mutex) {
	for {
		first.Lock()
		if second.TryLock() { // finds: livelock
			break
		}
		first.Unlock()
	}
	second.Unlock()
	first.Unlock()
}

func main() {
	var left, right sync.Mutex
	var wg sync.WaitGroup
	wg.Go(func() { eat(&left, &right) })
	wg.Go(func() { eat(&right, &left) })
	wg.Wait()
	fmt.Println("eaten")
}
