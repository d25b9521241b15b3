// Goroutines that are stuck for ever are silent when main returns.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	mu.Lock()
	for range 3 {
		go func() {
			mu.Lock()
			fmt.Println("not reached")
		}()
	}
	go func() { select {} }()
	time.Sleep(5 * time.Millisecond)
	fmt.Println("goroutines:", runtime.NumGoroutine())
}
