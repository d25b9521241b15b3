// The error path unlocks, and the deferred unlock does so once more.

package main

import (
	"errors"
	"fmt"
	"sync"
)

type Store struct {
	mu    sync.Mutex
	items map[string]int
}

func (s *Store) Remove(key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.items[key]; !ok {
		s.mu.Unlock()
		return errors.New("no such item") // finds: fatal
	}
	delete(s.items, key)
	return nil
}

func main() {
	store := &Store{items: map[string]int{}}
	fmt.Println(store.Remove("a"))
}
