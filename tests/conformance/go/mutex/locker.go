// Mutexes, the reading side of an RWMutex and one's own type are all a sync.Locker.
package main

import (
	"fmt"
	"sync"
)

type loud struct{ name string }

func (l loud) Lock()   { fmt.Println("lock", l.name) }
func (l loud) Unlock() { fmt.Println("unlock", l.name) }

func with(l sync.Locker, f func()) {
	l.Lock()
	defer l.Unlock()
	f()
}

func main() {
	var mu sync.Mutex
	var rw sync.RWMutex
	for i, l := range []sync.Locker{&mu, &rw, rw.RLocker(), loud{"door"}} {
		with(l, func() {
			fmt.Println(i, mu.TryLock(), rw.TryRLock())
			switch i {
			case 0:
				rw.RUnlock()
			case 1:
				mu.Unlock()
			default:
				mu.Unlock()
				rw.RUnlock()
			}
		})
	}
}
