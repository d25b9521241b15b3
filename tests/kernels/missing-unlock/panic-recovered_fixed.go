// A deferred unlock happens when the handler panics, too.

package main

import (
	"fmt"
	"sync"
)

type Server struct {
	mu     sync.Mutex
	visits map[string]int
}

func (s *Server) visit(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if path == "" {
		panic("no path")
	}
	s.visits[path]++
}

func (s *Server) Serve(path string) {
	defer func() {
		if problem := recover(); problem != nil {
			fmt.Println("recovered:", problem)
		}
	}()
	s.visit(path)
}

func main() {
	server := &Server{visits: map[string]int{}}
	server.Serve("")
	server.Serve("/")
	fmt.Println(server.visits["/"])
}
