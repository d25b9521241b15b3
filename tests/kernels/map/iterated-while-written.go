// The cleaner goes over the sessions while a login adds one.

package main

import (
	"fmt"
	"sync"
)

type Sessions struct {
	mu  sync.RWMutex
	all map[string]bool
}

func (s *Sessions) Login(user string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all[user] = true // finds: race
}

func (s *Sessions) Clean() {
	for user, live := range s.all { // finds: fatal // finds: race
		if !live {
			s.mu.Lock()
			delete(s.all, user)
			s.mu.Unlock()
		}
	}
}

func main() {
	sessions := &Sessions{all: map[string]bool{"old": false}}
	var wg sync.WaitGroup
	wg.Go(sessions.Clean)
	wg.Go(func() { sessions.Login("new") })
	wg.Wait()
	fmt.Println(len(sessions.all))
}
