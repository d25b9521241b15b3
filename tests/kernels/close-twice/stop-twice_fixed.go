// A Once closes the channel, however often the server is stopped.

package main

import (
	"fmt"
	"sync"
)

type Server struct {
	quit chan struct{}
	once sync.Once
}

func (s *Server) Stop() {
	s.once.Do(func() { close(s.quit) })
}

func main() {
	server := &Server{quit: make(chan struct{})}
	handled := make(chan bool)
	go func() {
		server.Stop()
		handled <- true
	}()
	server.Stop()
	<-handled
	fmt.Println("stopped")
}
