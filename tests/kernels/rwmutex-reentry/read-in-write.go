// Removing a user under the write lock asks how many there are, which takes the read lock.

package main

import (
	"fmt"
	"sync"
)

type Users struct {
	mu    sync.RWMutex
	names []string
}

func (u *Users) Count() int {
	u.mu.RLock() // finds: deadlock
	defer u.mu.RUnlock()
	return len(u.names)
}

func (u *Users) RemoveLast() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.names = u.names[:u.Count()-1]
}

func main() {
	users := &Users{names: []string{"ann", "bob"}}
	users.RemoveLast()
	fmt.Println(users.Count())
}
