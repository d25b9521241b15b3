// Watch a reader that reads again: a writer waits in between, lets no new reader in, and is itself waiting for the reader.

package main

import (
	"fmt"
	"sync"
	"time"
)

const pause = 10 // 2..50 milliseconds

type Store struct {
	mu    sync.RWMutex
	items []string
}

func (s *Store) Size() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.items)
}

func (s *Store) Report() {
	s.mu.RLock()
	defer s.mu.RUnlock()
	time.Sleep(pause * time.Millisecond)
	fmt.Println("items:", s.Size()) // the second read lock
}

func main() {
	store := &Store{}
	go func() {
		time.Sleep(time.Millisecond)
		store.mu.Lock()
		store.items = append(store.items, "tea")
		store.mu.Unlock()
	}()
	store.Report()
}
