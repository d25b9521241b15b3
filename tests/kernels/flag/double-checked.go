// Whether there is a connection is looked at without the lock first: that look races with the one who makes it.

package main

import (
	"fmt"
	"sync"
)

type Conn struct{ id int }

var (
	mu   sync.Mutex
	conn *Conn
)

func Get() *Conn {
	if conn == nil { // finds: race
		mu.Lock()
		defer mu.Unlock()
		if conn == nil {
			conn = &Conn{id: 1} // finds: race
		}
	}
	return conn
}

func main() {
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { Get() })
	}
	wg.Wait()
	fmt.Println(Get().id)
}
