// A Signal that came before the Wait is lost.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	cond.Signal()
	mu.Lock()
	fmt.Println("waiting")
	cond.Wait()
}
