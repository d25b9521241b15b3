// A read lock cannot be upgraded: the writer waits for its own reader.
package main

import "sync"

func main() {
	var rw sync.RWMutex
	rw.RLock()
	rw.Lock()
}
