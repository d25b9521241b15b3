// A server holds its lock as long as it runs. That TryLock fails tells that it runs, and nothing of what it has done before.

package main

import (
	"fmt"
	"runtime"
	"sync"
)

type server struct {
	running sync.Mutex
	address string
	stop    chan bool
}

func (s *server) run() {
	s.address = "localhost:8080" // finds: race
	s.running.Lock()
	defer s.running.Unlock()
	<-s.stop
}

func main() {
	s := &server{stop: make(chan bool)}
	go s.run()
	for s.running.TryLock() {
		s.running.Unlock()
		runtime.Gosched()
	}
	fmt.Println(s.address) // finds: race
	s.stop <- true
}
