// A reader that reads again behind a waiting writer blocks with it.
package main

import (
	"sync"
	"time"
)

func main() {
	var rw sync.RWMutex
	rw.RLock()
	go func() {
		rw.Lock()
		rw.Unlock()
	}()
	time.Sleep(10 * time.Millisecond)
	rw.RLock()
}
