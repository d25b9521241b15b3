// Readers hold the lock together; a writer is alone.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var rw sync.RWMutex
	rw.RLock()
	fmt.Println("second reader:", rw.TryRLock())
	fmt.Println("writer beside readers:", rw.TryLock())
	rw.RUnlock()
	fmt.Println("writer beside one reader:", rw.TryLock())
	rw.RUnlock()
	fmt.Println("writer alone:", rw.TryLock())
	fmt.Println("reader beside a writer:", rw.TryRLock())
	fmt.Println("second writer:", rw.TryLock())
	rw.Unlock()
	fmt.Println("reader after it:", rw.TryRLock())
}
