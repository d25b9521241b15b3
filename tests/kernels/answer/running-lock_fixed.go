// The server closes a channel when it runs.

package main

import (
	"fmt"
	"sync"
)

type server struct {
	running sync.Mutex
	address string
	started chan bool
	stop    chan bool
}

func (s *server) run() {
	s.address = "localhost:8080"
	s.running.Lock()
	defer s.running.Unlock()
	close(s.started)
	<-s.stop
}

func main() {
	s := &server{started: make(chan bool), stop: make(chan bool)}
	go s.run()
	<-s.started
	if !s.running.TryLock() {
		fmt.Println(s.address)
	}
	s.stop <- true
}
