// Under the write lock the length is read without another lock.

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
	u.mu.RLock()
	defer u.mu.RUnlock()
	return len(u.names)
}

func (u *Users) RemoveLast() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.names = u.names[:len(u.names)-1]
}

func main() {
	users := &Users{names: []string{"ann", "bob"}}
	users.RemoveLast()
	fmt.Println(users.Count())
}
