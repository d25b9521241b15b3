// A copy of a mutex is another mutex, in the state that the first one had.
package main

import (
	"fmt"
	"sync"
)

type guarded struct {
	mu sync.Mutex
	n  int
}

func main() {
	var a guarded
	free := a
	a.mu.Lock()
	held := a
	a.mu.Unlock()
	fmt.Println("copied while free:", free.mu.TryLock())
	fmt.Println("copied while held:", held.mu.TryLock())
	fmt.Println("the first one:", a.mu.TryLock())
	held.mu.Unlock()
	fmt.Println("the held copy, unlocked on its own:", held.mu.TryLock())
}
