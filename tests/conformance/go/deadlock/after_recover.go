// A recovered panic does not release the mutex that was held: the next Lock waits for ever.
package main

import (
	"fmt"
	"sync"
)

var mu sync.Mutex

func update(m map[string]int) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("update: %v", r)
		}
	}()
	mu.Lock()
	m["x"]++
	mu.Unlock()
	return nil
}

func main() {
	fmt.Println(update(nil))
	fmt.Println(update(map[string]int{}))
}
