// Unlocking a mutex that is not locked is fatal: recover does not help and deferred calls do not run.
package main

import (
	"fmt"
	"sync"
)

func main() {
	defer fmt.Println("not reached")
	defer func() { fmt.Println("not recovered", recover()) }()
	var mu sync.Mutex
	mu.Lock()
	mu.Unlock()
	fmt.Println("once too often")
	mu.Unlock()
}
