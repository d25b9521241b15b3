// Both the signal handler and main stop the server, and each stop closes the same channel.

package main

import "fmt"

type Server struct {
	quit chan struct{}
}

func (s *Server) Stop() {
	close(s.quit) // finds: panic
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
