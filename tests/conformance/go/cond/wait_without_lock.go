// Wait unlocks first: without the lock that is fatal.
package main

import "sync"

func main() {
	var mu sync.Mutex
	sync.NewCond(&mu).Wait()
}
