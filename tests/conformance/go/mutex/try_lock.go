// TryLock takes a free mutex, and gives up at once on one that is held, even by the same goroutine.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	fmt.Println(mu.TryLock())
	fmt.Println(mu.TryLock())
	mu.Unlock()
	mu.Lock()
	result := make(chan bool)
	go func() { result <- mu.TryLock() }()
	fmt.Println(<-result)
	mu.Unlock()
	go func() { result <- mu.TryLock() }()
	fmt.Println(<-result)
	fmt.Println(mu.TryLock())
}
