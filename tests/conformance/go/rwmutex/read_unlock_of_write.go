// RUnlock of an RWMutex that a writer holds is fatal.
package main

import "sync"

func main() {
	var rw sync.RWMutex
	rw.Lock()
	rw.RUnlock()
}
