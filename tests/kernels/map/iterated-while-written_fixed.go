// The whole round is made under the lock.

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
	s.all[user] = true
}

func (s *Sessions) Clean() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for user, live := range s.all {
		if !live {
			delete(s.all, user)
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
