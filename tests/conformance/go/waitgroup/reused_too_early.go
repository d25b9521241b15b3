// Add right after the last Done, before the one who waited has returned: noticed or not, it depends on the schedule.
// nondeterministic
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	said := make(chan any)
	wg.Add(1)
	go func() {
		defer func() { said <- recover() }()
		wg.Wait()
	}()
	time.Sleep(5 * time.Millisecond)
	wg.Done()
	runtime.Gosched()
	wg.Add(1)
	fmt.Println(<-said)
}
