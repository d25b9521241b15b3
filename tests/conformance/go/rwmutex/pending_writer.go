// A writer that waits keeps new readers out; when it is done they come in.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var rw sync.RWMutex
	var wg sync.WaitGroup
	rw.RLock()
	wg.Go(func() {
		rw.Lock()
		fmt.Println("the writer writes")
		rw.Unlock()
	})
	time.Sleep(8 * time.Millisecond)
	fmt.Println("a new reader may try:", rw.TryRLock())
	wg.Go(func() {
		rw.RLock()
		fmt.Println("the second reader reads")
		rw.RUnlock()
	})
	time.Sleep(8 * time.Millisecond)
	fmt.Println("the first reader leaves")
	rw.RUnlock()
	wg.Wait()
}
