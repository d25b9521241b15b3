// The method takes the lock, and fmt reads nothing by itself of what has such a method.

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
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Repeat("*", l.n*0)
}

func main() {
	level := &Level{}
	done := make(chan bool)
	go func() {
		level.mu.Lock()
		level.n++
		level.mu.Unlock()
		done <- true
	}()
	fmt.Println(level)
	<-done
}
