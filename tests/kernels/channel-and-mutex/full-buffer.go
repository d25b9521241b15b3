// The log keeps its lock while its buffer is full, and the flusher that would empty it wants the lock.

package main

import (
	"fmt"
	"sync"
)

type Log struct {
	mu    sync.Mutex
	lines chan string
}

func (l *Log) Write(line string) {
	l.mu.Lock() // finds: deadlock
	defer l.mu.Unlock()
	l.lines <- line // finds: deadlock
}

func (l *Log) Flush() {
	l.mu.Lock() // finds: deadlock
	defer l.mu.Unlock()
	fmt.Println(<-l.lines) // finds: deadlock
}

func main() {
	log := &Log{lines: make(chan string, 1)}
	flushed := make(chan bool)
	go func() {
		log.Flush()
		log.Flush()
		flushed <- true
	}()
	log.Write("start")
	log.Write("stop")
	<-flushed
}
