// Both take the index first.

package main

import (
	"fmt"
	"sync"
)

type Store struct {
	index, data sync.Mutex
	size        int
}

func (s *Store) Save() {
	s.index.Lock()
	s.data.Lock()
	s.size++
	s.data.Unlock()
	s.index.Unlock()
}

func (s *Store) Load() int {
	s.index.Lock()
	defer s.index.Unlock()
	s.data.Lock()
	defer s.data.Unlock()
	return s.size
}

func main() {
	var store Store
	saved := make(chan bool)
	go func() {
		store.Save()
		saved <- true
	}()
	<-saved
	fmt.Println(store.Load())
}
