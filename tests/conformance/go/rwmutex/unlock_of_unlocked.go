// Unlock of an RWMutex that only a reader holds is fatal.
package main

import "sync"

func main() {
	var rw sync.RWMutex
	rw.RLock()
	rw.Unlock()
}
