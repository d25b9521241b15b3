// A mutex guards the map.

package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	cache := map[string]int{"a": 1}
	expired := make(chan bool)
	time.AfterFunc(time.Millisecond, func() {
		mu.Lock()
		delete(cache, "a")
		mu.Unlock()
		expired <- true
	})
	mu.Lock()
	cache["b"] = 2
	mu.Unlock()
	<-expired
	fmt.Println(len(cache))
}
