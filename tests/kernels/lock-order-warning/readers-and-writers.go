// The reader of the users looks up a group, and the writer of the groups counts users: opposite orders, one after the other.

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
	groups.RLock() // warns: lock-order
	defer groups.RUnlock()
	return members["staff"]
}

func rename() {
	groups.Lock()
	defer groups.Unlock()
	users.Lock() // warns: lock-order
	defer users.Unlock()
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
