// Users come before groups, wherever both are locked.

package main

import (
	"fmt"
	"sync"
)

var (
	users, groups sync.RWMutex
	members       = map[string]int{"staff": 1}
)

func describe() int {
	users.RLock()
	defer users.RUnlock()
	groups.RLock()
	defer groups.RUnlock()
	return members["staff"]
}

func rename() {
	users.Lock()
	defer users.Unlock()
	groups.Lock()
	defer groups.Unlock()
	members["crew"] = members["staff"]
}

func main() {
	var wg sync.WaitGroup
	wg.Go(rename)
	wg.Wait()
	wg.Go(func() { describe() })
	wg.Wait()
	fmt.Println(members["crew"])
}
