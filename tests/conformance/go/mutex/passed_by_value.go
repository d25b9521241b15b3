// A function that takes a mutex by value locks its own copy, so nothing is guarded and nobody is blocked.
package main

import (
	"fmt"
	"sync"
)

func locked(mu sync.Mutex) bool {
	return mu.TryLock()
}

type account struct {
	sync.Mutex
	balance int
}

func (a account) tryCopy() bool { return a.TryLock() }

func main() {
	var mu sync.Mutex
	fmt.Println(locked(mu), locked(mu))
	mu.Lock()
	fmt.Println(locked(mu))
	var a account
	fmt.Println(a.tryCopy(), a.tryCopy(), a.TryLock(), a.tryCopy())
}
