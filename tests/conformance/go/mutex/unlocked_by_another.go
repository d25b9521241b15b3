// A mutex belongs to no goroutine: one locks it, another unlocks it.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	mu.Lock()
	go func() {
		fmt.Println("the other unlocks")
		mu.Unlock()
	}()
	mu.Lock()
	fmt.Println("locked again")
}
