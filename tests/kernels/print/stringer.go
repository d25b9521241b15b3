// What has a String method is read by that method, and this one forgets the lock.

package main

import (
	"fmt"
	"strings"
	"sync"
)

type Level struct {
	mu sync.Mutex
	n  int
}

func (l *Level) String() string {
	return strings.Repeat("*", l.n*0) // finds: race
}

func main() {
	level := &Level{}
	done := make(chan bool)
	go func() {
		level.mu.Lock()
		level.n++ // finds: race
		level.mu.Unlock()
		done <- true
	}()
	fmt.Println(level)
	<-done
}
